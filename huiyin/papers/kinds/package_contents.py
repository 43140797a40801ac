"""目录: what a session's package holds, each file with its SHA-256, so that anybody can check it later.

It is made with the package and issued by nobody; a package of the same papers has the same contents.
"""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Note, Register, Sheet, Side, Subtitle, Title
from huiyin.papers.wording import day

SIDES: tuple[Side, ...] = ("center", "left", "left", "center", "center", "left")


class PackagedFile(TypedDict):
    place: str  # 03
    title: str
    number: str
    issued_on: str
    name: str  # the file in the package
    sha256: str


class PackageContents(TypedDict):
    """The papers of a session in their order."""

    organ: str
    issued_on: str  # of the last paper
    title: str
    files: list[PackagedFile]
    specimen: str  # the one that is not as it was issued: the notice, without name and code; "" for none


def _as_issued(context: PackageContents) -> str:
    if not context["specimen"]:
        return "每个文件都是当时印发的原样。"
    return f"{context['specimen']}不载代表姓名和签到码，其余每个文件都是当时印发的原样。"


def compose(context: PackageContents) -> Sheet:
    rows = tuple(
        (
            one["place"], one["title"], one["name"], one["number"], day(one["issued_on"]),
            f"{one['sha256'][:32]}\n{one['sha256'][32:]}",
        )
        for one in context["files"]
    )  # fmt: skip
    heads = ("序号", "名称", "文件", "文号", "日期", "SHA-256")
    blocks = (
        Title(context["title"]),
        Subtitle(context["organ"]),
        Register(heads, (12, 58, 52, 34, 27, 62), rows, SIDES, 9),
        Note(f"{_as_issued(context)}文件的SHA-256与上表一致的，内容没有改动。"),
    )
    issued_on = date.fromisoformat(context["issued_on"])
    return Sheet("register", context["title"], context["organ"], issued_on, blocks, landscape=True)
