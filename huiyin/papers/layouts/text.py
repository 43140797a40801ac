"""The running text of a letter: title, addressee, headings, paragraphs, signature, and what hangs below
it.
"""

from huiyin.papers.blocks import (
    Addressee,
    AttachmentNote,
    Contact,
    Heading,
    Number,
    Paragraph,
    Signature,
    Title,
)
from huiyin.papers.layouts.measures import (
    ERHAO,
    LINE_TWIPS,
    SANHAO,
    TITLE_CHARACTERS_PER_LINE,
    characters,
    text_width,
)
from huiyin.papers.layouts.ooxml import HEI, KAI, XIAOBIAOSONG, Holder, Style, write
from huiyin.papers.titles import break_lines
from huiyin.papers.wording import day

TWO_CHARACTERS, FOUR_CHARACTERS = characters(2, SANHAO), characters(4, SANHAO)
SIGNATURE_CHARACTERS = 22
BODY = Style(first=TWO_CHARACTERS)
FLUSH = Style(align="left")
BLANK = Style(align="left")
TITLE = Style(face=XIAOBIAOSONG, size=ERHAO, squeeze=0, align="center", keep_next=True)
HEADINGS = {1: BODY.but(face=HEI, keep_next=True), 2: BODY.but(face=KAI, keep_next=True)}


def blank_lines(holder: Holder, count: int, *, keep_next: bool = False) -> None:
    for _ in range(count):
        write(holder, "", BLANK.but(keep_next=keep_next))


def write_number(holder: Holder, number: Number) -> None:
    """Under the first red line, at the right edge, seven eighths of a character below it."""
    write(holder, number.text, Style(align="right", before=150))


def write_title(holder: Holder, title: Title) -> None:
    blank_lines(holder, 2)
    for line in break_lines(title.text, TITLE_CHARACTERS_PER_LINE):
        write(holder, line, TITLE)
    blank_lines(holder, 1)


def write_addressee(holder: Holder, addressee: Addressee) -> None:
    write(holder, f"{addressee.text}：", FLUSH.but(keep_next=True))


def write_heading(holder: Holder, heading: Heading) -> None:
    write(holder, heading.text, HEADINGS[heading.level])


def write_paragraph(holder: Holder, paragraph: Paragraph, *, keep_next: bool = False) -> None:
    """The last paragraph goes with the signature: no page holds a signature alone."""
    write(holder, paragraph.text, BODY.but(keep_next=keep_next))


def write_attachments(holder: Holder, note: AttachmentNote) -> None:
    blank_lines(holder, 1)
    numbered = len(note.names) > 1
    for position, name in enumerate(note.names, 1):
        head = "附件：" if position == 1 else "　　　"
        number = f"{position}." if numbered else ""
        hang = characters(3, SANHAO) + (characters(1, SANHAO) if numbered else 0)
        style = FLUSH.but(left=TWO_CHARACTERS + hang, first=-hang)
        write(holder, f"{head}{number}{name}", style)


def signature_indents(organ: str, on: str, *, sealed: bool) -> tuple[int, int]:
    """How far the name and the date end from the right edge, in twips.

    With a seal: the date four characters in, the name centred over it; a name so long that it would pass
    the right edge ends two characters in and the date is centred under it. Without: the name two characters
    in, the date beginning two characters right of where the name begins (both exchanged when the date is
    the longer one).
    """
    name_width, date_width = text_width(organ, SANHAO), text_width(on, SANHAO)
    if sealed:
        name_right = FOUR_CHARACTERS + (date_width - name_width) / 2
        if name_right >= 0:
            return round(name_right), FOUR_CHARACTERS
        return TWO_CHARACTERS, round(TWO_CHARACTERS + (name_width - date_width) / 2)
    hang = TWO_CHARACTERS + date_width - name_width  # how far the date reaches beyond the name's end
    if hang <= 0:
        return TWO_CHARACTERS, round(TWO_CHARACTERS - hang)
    return round(TWO_CHARACTERS + hang), TWO_CHARACTERS


def write_signature(holder: Holder, signature: Signature) -> None:
    """Two blank lines for the seal, name, date: never parted from one another by a page's end."""
    on = day(signature.on)
    lines = break_lines(signature.organ, SIGNATURE_CHARACTERS)
    longest = max(lines, key=len)
    name_right, date_right = signature_indents(longest, on, sealed=signature.sealed)
    blank_lines(holder, 2 if signature.sealed else 1, keep_next=True)
    for line in lines:
        narrower = round((text_width(longest, SANHAO) - text_width(line, SANHAO)) / 2)
        write(holder, line, Style(align="right", right=name_right + narrower, keep_next=True))
    write(holder, on, Style(align="right", right=date_right, keep_next=True))


def write_contact(holder: Holder, contact: Contact) -> None:
    write(holder, f"（{contact.text}）", FLUSH.but(left=TWO_CHARACTERS, line=LINE_TWIPS))
