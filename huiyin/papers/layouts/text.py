"""The running text of a letter: title, addressee, headings, paragraphs, signature, and what hangs below
it.
"""

from huiyin.papers.blocks import (
    Addressee,
    AttachmentNote,
    Contact,
    Fact,
    Heading,
    Number,
    Paragraph,
    Signature,
    SignLines,
    Subtitle,
    Title,
)
from huiyin.papers.layouts.measures import (
    ERHAO,
    LINE_TWIPS,
    SANHAO,
    SQUEEZE_TWIPS,
    TITLE_CHARACTERS_PER_LINE,
    characters,
)
from huiyin.papers.layouts.ooxml import HEI, KAI, XIAOBIAOSONG, Holder, Style, add_run, write
from huiyin.papers.layouts.signing import TWO_CHARACTERS, signature_lines
from huiyin.papers.titles import break_lines

BODY = Style(first=TWO_CHARACTERS)
FLUSH = Style(align="left")
BLANK = Style(align="left")
TITLE = Style(face=XIAOBIAOSONG, size=ERHAO, squeeze=0, align="center", keep_next=True)
SUBTITLE_CHARACTERS = 26
SUBTITLE = Style(face=KAI, align="center", keep_next=True)
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


def write_title_above(holder: Holder, title: Title) -> None:
    """The title of a paper without a head: on the first line of the type area."""
    for line in break_lines(title.text, TITLE_CHARACTERS_PER_LINE):
        write(holder, line, TITLE)


def write_subtitle(holder: Holder, subtitle: Subtitle) -> None:
    for line in break_lines(subtitle.text, SUBTITLE_CHARACTERS):
        write(holder, line, SUBTITLE)


def write_fact(holder: Holder, fact: Fact) -> None:
    """The label in 黑体, what follows the colon hangs below itself."""
    hang = characters(len(fact.label) + 1, SANHAO) + (len(fact.label) + 1) * SQUEEZE_TWIPS
    style = FLUSH.but(left=hang, first=-hang)
    paragraph = write(holder, "", style)
    add_run(paragraph, f"{fact.label}：", style.but(face=HEI))
    add_run(paragraph, fact.text, style)


def write_sign_lines(holder: Holder, lines: SignLines) -> None:
    """Room for the pen above each line, all on one page with one another."""
    for line in lines.lines:
        blank_lines(holder, 1, keep_next=True)
        write(holder, line, FLUSH.but(left=TWO_CHARACTERS, keep_next=line != lines.lines[-1]))


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


def write_signature(holder: Holder, signature: Signature) -> None:
    """Two blank lines for the seal, name, date: never parted from one another by a page's end."""
    blank_lines(holder, 2 if signature.sealed else 1, keep_next=True)
    for line, right in signature_lines(signature):
        write(holder, line, Style(align="right", right=right, keep_next=True))


def write_contact(holder: Holder, contact: Contact) -> None:
    write(holder, f"（{contact.text}）", FLUSH.but(left=TWO_CHARACTERS, line=LINE_TWIPS))
