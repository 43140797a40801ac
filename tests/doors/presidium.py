"""What stands behind the doors of the presidium's meetings, and who opens each."""

from huiyin.assembly.actions.agenda import take_up_item
from huiyin.assembly.actions.presidium import decide_in_presidium, propose_items
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.queries.counts import members_at
from huiyin.assembly.tests import factories
from huiyin.matters.tests.stories import doing, moment
from tests.furnished import Door, Furnished

SAT = moment(2024, 10, 8)


def _meeting(query: str = "") -> Door:
    return Door(lambda town: {"pk": town.rows["presidium_meeting"].pk}, query=query)


DOORS: dict[str, Door] = {
    "assembly:presidium": Door(),
    "assembly:propose_items": Door(lambda town: {"pk": town.rows["presidium_planned"].pk}),
    "assembly:decide_in_presidium": _meeting(),
    "assembly:presidium_decisions": Door(lambda town: {"pk": town.rows["presidium_meeting"].pk}, page=False),
}


def furnish(town: Furnished) -> None:
    """A meeting of all members that sits, with an item, a decision, and one that is planned."""
    township, rows, words = town.township, town.rows, {"by": town.users["clerk"]}
    factories.seated(township, 5, members=5, begin=901)
    members = members_at(rows["session"].term, SAT)
    rows["presidium_meeting"] = sitting = factories.meeting(
        township, kind="presidium", number=70, present=members, at=SAT
    )
    rows["presidium_planned"] = factories.meeting(
        township, kind="presidium", number=71, state="planned", at=moment(2024, 10, 9)
    )
    propose_items(sitting, matters=[town.matters["in_check"]], **doing(SAT, **words))
    item = AgendaItem.objects.of(township).get(meeting=sitting)
    take_up_item(item, **doing(SAT, **words))
    decide_in_presidium(
        sitting, item=item, matter=item.matter, text="请镇水利站在下次会议上报告。", **doing(SAT, **words)
    )
