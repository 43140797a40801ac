"""议程: what the session will decide, in the order in which the congress adopts it."""

from datetime import date
from typing import TypedDict

from huiyin.papers.blocks import Block, Paragraph, Sheet, Subtitle, Title
from huiyin.papers.wording import ordinal, stopped

KIND = "agenda"
VERSION = "agenda/2"


class Agenda(TypedDict):
    """The items of a session's agenda. `status` is what stands in brackets under the title."""

    organ: str
    issued_on: str
    session: str
    status: str  # 草案; 2024年6月27日预备会议通过，根据主席团决定增加第四项
    items: list[str]


def compose(context: Agenda) -> Sheet:
    title = f"{context['session']}议程"
    blocks: list[Block] = [Title(title)]
    if context["status"]:
        first, *others = context["status"].split("，")  # a line for each clause
        clauses = [f"（{first}", *others]
        blocks += [Subtitle(f"{one}，") for one in clauses[:-1]]
        blocks.append(Subtitle(f"{clauses[-1]}）"))
    blocks += [
        Paragraph(f"{ordinal(place)}{stopped(item)}") for place, item in enumerate(context["items"], 1)
    ]
    return Sheet("document", title, context["organ"], date.fromisoformat(context["issued_on"]), tuple(blocks))
