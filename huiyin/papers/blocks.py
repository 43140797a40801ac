"""What a paper consists of, before anyone asks how it is drawn.

A kind of paper turns its context into a `Sheet`: a layout's name and a run of blocks. A layout draws the
blocks and knows every measure; a kind knows every word. Neither knows the other.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Mark:
    """发文机关标志: the issuing organ's name, in red, at the head of a letter."""

    organ: str


@dataclass(frozen=True)
class Corner:
    """What stands in the top right corner above the mark: 类别, 签发人."""

    text: str


@dataclass(frozen=True)
class Number:
    """发文字号, at the right under the first red line; on a form the form's own number."""

    text: str


@dataclass(frozen=True)
class Title:
    text: str


@dataclass(frozen=True)
class Subtitle:
    """Under the title, in 楷体: which session, which day, in which state of the text."""

    text: str


@dataclass(frozen=True)
class Addressee:
    """主送: flush left, closed by a full-width colon."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (一、) or 2 （一）; deeper levels are paragraphs."""

    level: Literal[1, 2]
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Fact:
    """A line of a record's head: what is said, and after the colon what it was (时间, 地点, 主持人)."""

    label: str
    text: str


@dataclass(frozen=True)
class Note:
    """Small print: how to fill in a form, by when it is due back."""

    text: str


@dataclass(frozen=True)
class QR:
    """A square code with the short code that a person can type instead."""

    url: str
    code: str
    side_mm: float = 26


@dataclass(frozen=True)
class Cell:
    """A field of a form. `across` columns wide, `down` rows high; a label is centred and set in 黑体, a
    number `centred` alone.
    """

    text: str = ""
    label: bool = False
    centred: bool = False
    across: int = 1
    down: int = 1
    qr: QR | None = None


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    height_mm: float = 10


@dataclass(frozen=True)
class Table:
    """A form table. Widths are shares of the type area's width; a cell that goes down is left out of
    later rows.
    """

    widths: tuple[float, ...]
    rows: tuple[Row, ...]


Side = Literal["left", "center"]


@dataclass(frozen=True)
class Register:
    """A list with ruled columns that may be longer than a page: its head row stands on each one.

    `sides` says for each column how its texts stand; without, all are centred.
    """

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    sides: tuple[Side, ...] = ()
    height_mm: float = 9


@dataclass(frozen=True)
class SignLines:
    """Lines to sign on: 主持人（签名）：＿＿"""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """Who signs, and when. With a seal the name is centred over the date, else the date hangs under the
    name.
    """

    organ: str
    on: date
    sealed: bool = True


@dataclass(frozen=True)
class Contact:
    """附注: whom to ask, in brackets below the date."""

    text: str


@dataclass(frozen=True)
class AttachmentNote:
    names: tuple[str, ...]


@dataclass(frozen=True)
class CopyTo:
    """抄送, at the bottom of the last page."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class ReceiptStrip:
    """A strip below a cut line that the receiver fills in and sends back."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class CodeStrip:
    """A strip below a cut line to bring along: who it is for, and a code to show at the door."""

    title: str
    lines: tuple[str, ...]
    code: QR


@dataclass(frozen=True)
class Slip:
    """One of many slips on a page: what it is for, how to use it, its code."""

    title: str
    lines: tuple[str, ...]
    code: QR


@dataclass(frozen=True)
class Slips:
    """Slips two by four on a page, parted by lines to cut along."""

    slips: tuple[Slip, ...]


@dataclass(frozen=True)
class Photo:
    sha256: str
    caption: str = ""


@dataclass(frozen=True)
class PhotoGrid:
    """Photos two by two; the pictures themselves come to the layout beside the blocks, by their digest."""

    photos: tuple[Photo, ...]


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class NewPaper:
    """The next of several papers in one file begins here: a new page, numbered from one again."""


Block = (
    Mark
    | Corner
    | Number
    | Title
    | Subtitle
    | Addressee
    | Heading
    | Paragraph
    | Fact
    | Note
    | QR
    | Table
    | Register
    | SignLines
    | Signature
    | Contact
    | AttachmentNote
    | CopyTo
    | ReceiptStrip
    | CodeStrip
    | Slips
    | PhotoGrid
    | PageBreak
    | NewPaper
)

LayoutName = Literal["letter", "form", "slip", "document", "register", "slips"]


@dataclass(frozen=True)
class Sheet:
    """One paper, ready to be drawn. `organ` and `on` become the file's author and date, so that bytes
    repeat.
    """

    layout: LayoutName
    title: str
    organ: str
    on: date
    blocks: tuple[Block, ...] = field(default=())
    landscape: bool = False  # of a register whose columns want the long side
