"""What stands behind the doors of meetings, agenda and attendance, and who opens each."""

from datetime import timedelta

from huiyin.assembly.actions.agenda import attach_to_item, note_speech, plan_item, take_up_item
from huiyin.assembly.actions.attendance import sign_in_deputies
from huiyin.assembly.actions.meetings import open_meeting, plan_meeting
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.tests.factories import LATER, OPENING, doing
from huiyin.people.roles import Role
from tests.furnished import Door, Furnished, Keys, photo


def _pk(name: str) -> Keys:
    return lambda town: {"pk": town.rows[name].pk}


def _hall(town: Furnished) -> dict[str, str]:
    return {"hall_key": town.rows["meeting"].hall_key}


DOORS: dict[str, Door] = {
    "assembly:meetings": Door(_pk("convocation")),
    "assembly:plan_meeting": Door(_pk("convocation")),
    "assembly:plan_presidium_meeting": Door(),
    "assembly:attendance": Door(_pk("convocation")),
    "assembly:meeting": Door(_pk("meeting")),
    "assembly:change_meeting": Door(_pk("planned_meeting")),
    "assembly:open_meeting": Door(_pk("planned_meeting"), user=Role.CHAIR),
    "assembly:call_off_meeting": Door(_pk("planned_meeting")),
    "assembly:close_meeting": Door(_pk("meeting")),
    "assembly:plan_item": Door(_pk("meeting")),
    "assembly:change_item": Door(_pk("item")),
    "assembly:move_item": Door(lambda town: {"pk": town.rows["item"].pk, "move": "up"}, post=True),
    "assembly:attach_to_item": Door(_pk("item")),
    "assembly:take_up_item": Door(_pk("item")),
    "assembly:finish_item": Door(_pk("item_in_hand")),
    "assembly:drop_item": Door(_pk("item")),
    "assembly:item_file": Door(
        lambda town: {"pk": town.rows["item_in_hand"].pk, "link": town.rows["item_file"].pk}, page=False
    ),
    "assembly:note_speech": Door(_pk("meeting")),
    "assembly:note_phrase": Door(_pk("meeting"), post=True),
    "assembly:sign_in_deputy": Door(_pk("meeting")),
    "assembly:sign_in_deputies": Door(_pk("planned_meeting")),
    "assembly:sign_out_deputy": Door(_pk("presence"), post=True),
    "assembly:strike_presence": Door(_pk("presence"), post=True),
    "assembly:put_back_item": Door(_pk("item"), post=True),
    "assembly:sign_in_by_code": Door(lambda town: {"code": town.rows["invitation"].code}),
    "assembly:chair": Door(_pk("meeting"), user=Role.CHAIR),
    "assembly:chair_state": Door(_pk("meeting"), user=Role.CHAIR, page=False),
    "assembly:hall": Door(_hall, public=True),
    "assembly:hall_state": Door(_hall, public=True, page=False),
}


def furnish(town: Furnished) -> None:
    """The session's first plenary meeting, open with its first item in hand, and a second one to come."""
    rows, clerk = town.rows, town.users[Role.CLERK]
    session, deputies = rows["convocation"], list(deputies_at(rows["session"].term, OPENING).order_by("id"))
    words = {"convocation": session, "kind": "plenary", "place": "镇政府三楼会议室"}
    held = plan_meeting(
        town.township, starts_at=OPENING, chaired_by=rows["deputy"], **words, **doing(by=clerk)
    )
    rows["planned_meeting"] = plan_meeting(
        town.township, starts_at=OPENING + timedelta(days=1), **words, **doing(by=clerk)
    )
    sign_in_deputies(held, deputies=deputies[:-2], **doing(by=clerk))
    held = open_meeting(held, **doing(by=clerk))
    report = plan_item(held, title="听取和审议镇人民政府工作报告", speaker="镇长 杨志刚", **doing(by=clerk))
    rows["item"] = plan_item(
        held, title="关于镇人民政府工作报告的决议（草案）", kind="resolution", text="会议决定批准这个报告。",
        **doing(by=clerk),
    )  # fmt: skip
    rows["item_file"] = attach_to_item(report, upload=photo("报告.jpg"), **doing(by=clerk))
    rows["item_in_hand"] = take_up_item(report, **doing(LATER, by=clerk))
    note_speech(held, speaker="镇长 杨志刚", item=report, text="现在作工作报告。", **doing(LATER, by=clerk))
    held.refresh_from_db()
    rows["meeting"], rows["presence"] = held, held.presences.order_by("id").first()
    rows["invitation"] = session.invitations.order_by("id").first()
