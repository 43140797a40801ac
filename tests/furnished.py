"""A furnished town: a record of every sort, a matter in every state that a page asks for, keys to all doors.

`DOORS` says for each address of the site what stands in it and who may open it, so that the tests of
isolation, of accessibility and of width can walk all of them. The day is 10 October 2024.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from huiyin.deadlines.actions import override_rule
from huiyin.deadlines.models import RuleOverride
from huiyin.files.storage import write_incoming
from huiyin.matters.actions.closing import refer_up
from huiyin.matters.actions.corrections import attach_file
from huiyin.matters.actions.extending import ask_extension
from huiyin.matters.actions.handling import log_contact, send_back, sign_for
from huiyin.matters.actions.intake import Slip, submit_matter
from huiyin.matters.actions.issuing import issue_hand_over_letter, issue_receipt
from huiyin.matters.actions.links import send_evaluation_link, send_my_matters_link
from huiyin.matters.actions.pressing import supervise, urge
from huiyin.matters.actions.replying import Pledge
from huiyin.matters.actions.rounds import Order, current_round, open_round
from huiyin.matters.actions.settings import set_up_loop
from huiyin.matters.actions.sifting import return_matter
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.settings import Field
from huiyin.matters.tests.stories import (
    MONDAY,
    doing,
    evaluated,
    handed_over,
    moment,
    order_of,
    registered,
    replied,
    verified,
)
from huiyin.papers.queries import papers_of
from huiyin.people.actions.accounts import give_oversight, open_account
from huiyin.people.models import Membership, PersonalLink
from huiyin.people.roles import Role
from huiyin.people.tests import cast

TODAY = "2024-10-10"
NOW = moment(2024, 10, 10)
AUGUST = moment(2024, 8, 15)


@dataclass
class Furnished:
    """The town, who lives in it, and the keys of its records by what addresses call them."""

    township: Any
    users: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)

    def matter_for(self, act: str) -> Matter:
        """A matter in a state from which this act is possible."""
        states = MATTER_LIFECYCLE.index[act].from_
        return next(self.matters[state] for state in self.matters if state in states)


def photo(name: str = "现场.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (320, 240), "#7a8f6a").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def furnish(slug: str = "qingxi", name: str = "清溪镇", code: str = "430681101") -> Furnished:
    """Build the town by the acts that people use."""
    town = Furnished(cast.found(slug, name, code))
    _people(town)
    _records(town)
    _matters(town)
    return town


def _people(town: Furnished) -> None:
    township, users, rows = town.township, town.users, town.rows
    set_up_loop(township, **cast.acting())
    rows["session"] = cast.session(township)
    rows["village"] = cast.village(township, "柳溪村")
    rows["constituency"] = cast.constituency(township, "柳溪选区", [rows["village"]])
    rows["unit"] = cast.unit(township, "镇水利站", head_name="周建明")
    rows["roads"] = cast.unit(township, "镇公路站", head_name="谭志刚")
    rows["deputy"] = cast.deputy(township, "李兰芳", constituency=rows["constituency"], certificate="13-007")
    rows["cosigner"] = cast.deputy(township, "曾庆华")
    rows["neutral"] = cast.deputy(township, "欧阳敏")
    for role, who in ((Role.CLERK, "何文秀"), (Role.CHAIR, "邓国强"), (Role.OPERATOR, "罗小平")):
        users[role] = cast.person(township, f"{township.slug}-{role}", who, role)
    users["unit_handler"] = cast.person(
        township, f"{township.slug}-water", "段小军", Role.UNIT_HANDLER, unit=rows["unit"]
    )
    users["deputy"] = cast.person(
        township, f"{township.slug}-deputy", "李兰芳", Role.DEPUTY, deputy=rows["deputy"]
    )
    users["observer"] = open_account(username=f"{township.slug}-above", name="岳东升", password=cast.PASSWORD)
    give_oversight(user=users["observer"], region=township.region)


def _records(town: Furnished) -> None:
    township, rows, clerk = town.township, town.rows, town.users[Role.CLERK]
    override_rule(
        township, code="evaluate", amount=12, unit="workday", reason="农忙时节", **doing(MONDAY, clerk)
    )
    rows["override"] = RuleOverride.objects.of(township).get()
    rows["field"] = Field.objects.of(township).get(name="水利设施")
    rows["membership"] = Membership.objects.of(township).get(role=Role.OPERATOR)
    rows["ledger"] = write_incoming(township.pk, _ledger()).stored_name


def _ledger() -> BytesIO:
    book, out = Workbook(), BytesIO()
    book.active.append(["序号", "建议标题", "建议内容", "领衔代表", "主办单位", "交办日期"])
    book.active.append([1, "关于整修东干渠的建议", "渠道渗漏。", "李兰芳", "镇水利站", "2024-07-01"])
    book.save(out)
    out.seek(0)
    return out


def _matters(town: Furnished) -> None:
    township, rows, clerk = town.township, town.rows, town.users[Role.CLERK]
    lead, cosigner, neutral, water = rows["deputy"], rows["cosigner"], rows["neutral"], rows["unit"]
    words = {"by": clerk, "cosigners": [cosigner], "field": rows["field"], "village": rows["village"]}

    def given(**more: Any) -> Matter:
        return handed_over(
            registered(township, lead, **words, **more), water, by=clerk, assisting=[rows["roads"]]
        )

    slip = Slip(title="关于增设路灯的建议", received_on=MONDAY.date(), lead=lead)
    town.matters["submitted"] = submit_matter(township, slip=slip, **doing(NOW, clerk))
    town.matters["returned"] = return_matter(
        submit_matter(township, slip=slip, **doing(NOW, clerk)),
        ground="incomplete", text="请写明地点。", on=NOW.date(), **doing(NOW, clerk),
    )  # fmt: skip
    town.matters["registered"] = registered(township, lead, **words)
    town.matters["in_hand"] = _in_hand(given(session=rows["session"], channel="session"), town)
    town.matters["answered"] = _answered(given(), town)
    town.matters["in_check"] = _in_check(given(), town)
    referred = replied(given(), at=AUGUST, claim="C", reason="须市里立项。")
    refer_up(
        referred, body="市水务局", letter_number="清人发〔2024〕9号", sent_on=NOW.date(), content="请立项。",
        **doing(NOW, clerk),
    )  # fmt: skip
    referred.refresh_from_db()
    town.matters["referred"] = referred
    solved = replied(given(), at=AUGUST)
    verified(solved, neutral, "solved", at=NOW, by=clerk, photos=[photo()])
    town.matters["solved"] = solved
    rows["verification_file"] = solved.verifications.get().files.get()
    town.matters["voter"] = _voter(town)


def _in_hand(matter: Matter, town: Furnished) -> Matter:
    clerk, rows = town.users[Role.CLERK], town.rows
    order, assisting = order_of(matter), order_of(matter, rows["roads"])
    sign_for(order, **doing(MONDAY, clerk))
    log_contact(
        order, stage="before", way="person", on=MONDAY.date(), content="到现场察看。", **doing(MONDAY, clerk)
    )
    ask_extension(order, reason="工程量大。", deputies_consent=True, **doing(moment(2024, 9, 20), clerk))
    send_back(assisting, reason="不属本站职责。", **doing(MONDAY, clerk))
    urge(matter, unit=rows["unit"], text="请按期答复。", **doing(NOW, clerk))
    supervise(matter, text="主席团督办。", **doing(NOW, clerk))
    issue_hand_over_letter(matter, **doing(MONDAY, clerk))
    attach_file(matter, upload=photo("来信.jpg"), caption="来信", **doing(NOW, clerk))
    rows["file"] = matter.files.get()
    rows["paper"] = papers_of(matter).get()
    matter.refresh_from_db()
    return matter


def _answered(matter: Matter, town: Furnished) -> Matter:
    rows, clerk = town.rows, town.users[Role.CLERK]
    matter = replied(
        matter, claim="B", pledges=[Pledge("加盖板40块", "周建明", moment(2024, 12, 31).date())], by=clerk
    )
    evaluated(matter, rows["cosigner"], "fairly")
    rows["signer"] = matter.petitioners.get(deputy=rows["deputy"])
    made = send_evaluation_link(rows["signer"], round_=current_round(matter), **doing(NOW, clerk))
    mine = send_my_matters_link(rows["deputy"], expires_on=NOW.date(), **doing(NOW, clerk))
    rows["token"], rows["my_token"] = made.token, mine.token
    rows["link"] = PersonalLink.objects.of(town.township).get(pk=made.link.pk)
    return matter


def _in_check(matter: Matter, town: Furnished) -> Matter:
    """In its second round, evaluated and found unsolved in the first."""
    rows, clerk = town.rows, town.users[Role.CLERK]
    matter = replied(matter, at=moment(2024, 7, 15))
    evaluated(matter, rows["deputy"], "dissatisfied", at=moment(2024, 7, 16), reason="没见动工。")
    verified(matter, rows["neutral"], "not", at=moment(2024, 8, 10), by=clerk, note="沟内仍有淤泥。")
    order = Order(lead=rows["unit"], text="请在一个月内清淤。")
    matter = open_round(matter, reason="dissatisfied", order=order, **doing(moment(2024, 8, 12), clerk))
    matter = replied(matter, at=moment(2024, 9, 1))
    verified(matter, rows["neutral"], "partly", at=moment(2024, 10, 9), by=clerk, note="东段已清。")
    return matter


def _voter(town: Furnished) -> Matter:
    matter = registered(
        town.township, None, kind="opinion", channel="station", title="石桥头路灯不亮",
        voter_name="钟桂香", voter_phone="13900001234",
    )  # fmt: skip
    voter = matter.petitioners.get()
    issue_receipt(voter, link_to=str, **doing(NOW, town.users[Role.CLERK]))
    voter.refresh_from_db()
    town.rows["voter"] = voter
    return matter


Keys = Callable[[Furnished], dict[str, Any]]


@dataclass(frozen=True)
class Door:
    """One address: what stands in it, who opens it, and whether it is only ever sent to."""

    keys: Keys = lambda town: {}
    user: str = Role.CLERK
    post: bool = False
    query: str = ""
    public: bool = False  # opened by the key in the address alone
    page: bool = True  # a page to look at (not a file, not a part of a page)


def _pk(name: str) -> Keys:
    return lambda town: {"pk": town.rows[name].pk}


def _matter(state: str, **more: str) -> Keys:
    return lambda town: {"pk": town.matters[state].pk, **{k: town.rows[v].pk for k, v in more.items()}}


DOORS: dict[str, Door] = {
    "people:deputies": Door(),
    "people:enrol_deputy": Door(),
    "people:deputy": Door(_pk("deputy")),
    "people:change_deputy": Door(_pk("deputy")),
    "people:end_deputy": Door(_pk("deputy")),
    "people:revoke_link": Door(
        lambda town: {"pk": town.rows["deputy"].pk, "link": town.rows["link"].pk}, page=False
    ),
    "people:units": Door(),
    "people:open_unit": Door(),
    "people:unit": Door(_pk("unit")),
    "people:change_unit": Door(_pk("unit")),
    "people:close_unit": Door(_pk("unit")),
    "people:town": Door(),
    "people:change_town": Door(),
    "people:congresses": Door(),
    "people:open_congress": Door(),
    "people:convene_session": Door(lambda town: {"pk": town.rows["session"].term_id}),
    "people:places": Door(),
    "people:enter_village": Door(),
    "people:enter_constituency": Door(),
    "people:journal": Door(),
    "people:verify_journal": Door(post=True),
    "people:accounts": Door(),
    "people:admit_person": Door(),
    "people:give_role": Door(),
    "people:end_role": Door(_pk("membership")),
    "people:reset_password": Door(_pk("membership")),
    "desk:home": Door(),
    "desk:rounds": Door(query="?year=2024&round=1&solved=0"),
    "desk:overview": Door(user=Role.CHAIR),
    "desk:unit_desk": Door(user="unit_handler"),
    "desk:my_matters": Door(user="deputy"),
    "links:open": Door(lambda town: {"token": town.rows["token"]}, public=True),
    "links:receipt": Door(lambda town: {"code": town.rows["voter"].receipt_code}, public=True),
    "links:evaluate": Door(
        lambda town: {"token": town.rows["my_token"], "pk": town.rows["signer"].pk}, public=True
    ),
    "links:of_matter": Door(_matter("answered")),
    "links:send_evaluation": Door(_pk("signer"), post=True),
    "links:of_deputy": Door(_pk("deputy")),
    "links:revoke": Door(_pk("link")),
    "loop:claims": Door(),
    "loop:choose_claims": Door(),
    "loop:fields": Door(),
    "loop:enter_field": Door(),
    "loop:end_field": Door(_pk("field")),
    "loop:numbers": Door(),
    "loop:change_numbers": Door(lambda town: {"key": "session"}),
    "loop:number_example": Door(lambda town: {"key": "session"}, page=False),
    "loop:signed_by": Door(_pk("deputy"), page=False),
    "loop:orders_of": Door(_pk("unit"), page=False),
    "deadlines:rules": Door(),
    "deadlines:choose_profile": Door(),
    "deadlines:override_rule": Door(lambda town: {"code": "reply"}),
    "deadlines:withdraw_override": Door(_pk("override")),
    "deadlines:calendars": Door(),
    "deadlines:calendar_year": Door(lambda town: {"year": 2024}),
    "deadlines:clock": Door(),
    "matters:worklist": Door(),
    "matters:export": Door(page=False),
    "matters:register": Door(),
    "matters:similar": Door(post=True),
    "matters:import": Door(),
    "matters:import_preview": Door(lambda town: {"token": town.rows["ledger"]}),
    "matters:figure": Door(lambda town: {"code": "solved_rate"}),
    "matters:show": Door(_matter("in_check")),
    "matters:journal": Door(_matter("in_check")),
    "matters:issue": Door(
        lambda town: {"pk": town.matters["registered"].pk, "kind": "hand_over_letter"}, post=True
    ),
    "matters:paper": Door(_matter("in_hand", paper_pk="paper"), page=False),
    "matters:file": Door(_matter("in_hand", link="file"), page=False),
    "matters:verification_file": Door(_matter("solved", link="verification_file"), page=False),
    "papers:register": Door(),
    "papers:download": Door(_pk("paper"), page=False),
}


def _of_act(act: str) -> Door:
    return Door(lambda town: {"pk": town.matter_for(act).pk})


ACTS = {f"matters:{act}": _of_act(act) for act in MATTER_LIFECYCLE.acts()}
ACTS["matters:erase"] = Door(_matter("voter"))
ACTS["matters:tell"] = Door(_matter("voter"))
