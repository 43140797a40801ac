"""The ledger as an office keeps it, cell by cell: what is imported, what is warned of, what is refused."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Channel, Entry
from huiyin.journal.queries import verify_chain
from huiyin.matters.actions.clocks import due_of
from huiyin.matters.actions.importing import import_ledger
from huiyin.matters.models.answers import Promise, Reply
from huiyin.matters.models.checks import Evaluation, Verification
from huiyin.matters.models.handling import Assignment
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.queries.settings import scheme_of
from huiyin.matters.tests.ledgers import NOW, REAL, TODAY, imported, proposed, said
from huiyin.people.models import Deputy, Unit
from huiyin.townships.models import Session

pytestmark = pytest.mark.django_db

MAIN, BETWEEN = "办理台账", "闭会期间"

# number, replied, claim, evaluation of the leading deputy, leading unit, field; all handed over 2024-07-01
ROWS = [
    (1, "0926", "A", "satisfied", "镇水利站", "水利设施"),
    (2, "1008", "B", "fairly", "镇水利站", "水利设施"),
    (3, "0920", "B", "satisfied", "镇规划建设办", "城镇建设"),
    (4, "0925", "A", "satisfied", "镇水利站", "水利设施"),  # serial days 45474 and 45560
    (5, "0930", "C", "dissatisfied", "镇水利站", "水利设施"),  # the field is merged with the row above
    (6, "0918", "A", "satisfied", "镇规划建设办", "水利设施"),  # Ａ in full width, two leading units
    (7, "0928", "B", "satisfied", "镇农业农村办", "道路交通"),  # days without a year
    (8, "0930", "A", "dissatisfied", "镇城管办", "道路交通"),
    (9, "", "", "", "镇规划建设办", "道路交通"),  # unanswered
    (10, "0910", "C", "fairly", "镇规划建设办", "道路交通"),
    (11, "0830", "A", "satisfied", "镇文化站", "活动场所"),
    (12, "0929", "B", "satisfied", "镇文化站", "活动场所"),
    (13, "0929", "A", "satisfied", "中心小学", "活动场所"),
    (14, "0930", "D", "fairly", "镇民政办", "活动场所"),
    (15, "0815", "A", "satisfied", "镇农业农村办", "农业农村"),
    (16, "0925", "A", "satisfied", "镇农业农村办", "农业农村"),
    (17, "0930", "B", "satisfied", "镇农业农村办", "农业农村"),
    (18, "0930", "B", "satisfied", "镇农业农村办", "农业农村"),
    (19, "0901", "A", "satisfied", "镇规划建设办", "城镇建设"),
    (20, "0927", "A", "fairly", "镇规划建设办", "城镇建设"),
    (21, "0909", "A", "dissatisfied", "镇城管办", "集镇管理"),
    (22, "0808", "A", "satisfied", "镇城管办", "集镇管理"),
    (23, "0930", "B", "", "镇文化站", "文化"),
    (24, "0720", "A", "satisfied", "镇水利站", "水利设施"),  # the second 23
]


@pytest.fixture
def ledger():
    return REAL.read_bytes()


def rows_of(township):
    ratings = dict(Evaluation.objects.of(township).values_list("matter_id", "result"))
    matters = Matter.objects.of(township).filter(session__isnull=False).order_by("serial")
    return [
        (
            matter.serial,
            f"{matter.replied_on:%m%d}" if matter.replied_on else "",
            matter.claim,
            ratings.get(matter.pk, ""),
            matter.lead_unit.name,
            matter.field.name,
        )
        for matter in matters.select_related("lead_unit", "field")
    ]


def test_all_24_suggestions_arrive_as_the_ledger_has_them(township, ledger):
    done = imported(ledger, township)

    assert (done.imported, done.unchanged) == (26, 0)
    assert rows_of(township) == ROWS
    matters = Matter.objects.of(township).filter(session__isnull=False)
    assert set(matters.values_list("handed_over_on", "round")) == {(date(2024, 7, 1), 1)}
    assert [m.state for m in matters.order_by("serial")] == ["answered"] * 8 + ["in_hand"] + ["answered"] * 15
    assert {m.shown_state(TODAY) for m in matters.exclude(serial=9)} == {"in_check"}
    assert matters.get(serial=24).number == "镇十三届人大三次会议第24号建议"
    assert matters.get(serial=24).title == "关于设立水库防溺水警示的建议"
    assert matters.get(serial=2).replies.get().on_time is True  # 1 October is a holiday: due on the 8th
    assert matters.get(serial=9).due_on == date(2024, 10, 8)


def test_what_the_ledger_cannot_know_is_empty(township, ledger):
    imported(ledger, township)

    assert not Verification.objects.of(township).exists()
    assert set(Matter.objects.of(township).values_list("verified", flat=True)) == {""}
    assert set(Evaluation.objects.of(township).values_list("attitude", flat=True)) == {""}
    assert set(Reply.objects.of(township).values_list("signed_off_by", flat=True)) == {"台账未载"}
    assert Matter.objects.of(township).handed_over().count() == 24  # the denominator of the solved rate
    texts = dict(Reply.objects.of(township).values_list("matter__serial", "text"))
    assert texts[1] == "台账未载答复原文"
    assert texts[5] == "台账备注：管网未通，需市里立项"
    assert Reply.objects.of(township).get(matter__serial=5).reason == "管网未通，需市里立项"


def test_a_promise_with_a_day_is_kept_as_one(township, ledger):
    imported(ledger, township)

    promise = Promise.objects.of(township).get()

    assert (promise.matter.serial, promise.due_on) == (3, date(2024, 10, 31))
    assert (promise.what, promise.quantity, promise.measure) == ("承诺10月底前建成40个", Decimal(40), "个")


def test_between_the_sessions_two_rows_wait_to_be_handed_over(township, ledger):
    imported(ledger, township)

    matters = Matter.objects.of(township).filter(session__isnull=True).order_by("serial")

    assert [(m.number, m.state, m.received_on, m.channel) for m in matters] == [
        ("闭会〔2024〕1号", "registered", date(2024, 9, 5), "station"),
        ("闭会〔2024〕2号", "registered", date(2024, 10, 11), "paper"),
    ]
    assert matters[0].situation == (
        "（台账备注：提出人：贺志代表（接待日选民反映）；办理单位：镇规建办；情况：9月20日修复）"
    )
    assert [m.petitioners.get().deputy.name for m in matters] == ["贺志", "唐林"]


def test_the_impossible_day_and_the_formula_are_refused(township, ledger):
    proposal = proposed(ledger, township)

    with override("en"):
        proposal = proposed(ledger, township)

    assert [(r.sheet, r.row, r.cell, r.text) for r in proposal.refused] == [
        (
            BETWEEN,
            4,
            "C4",
            'A formula stands here as text: “=HYPERLINK("http://x","点我")”. '
            "Type what it should show, then import again.",
        ),
        (
            BETWEEN,
            5,
            "B5",
            "“2024.13.45” is no day of the calendar. Write the day like 2024-07-01, then import again.",
        ),
    ]
    assert said(proposal.skipped) == [(MAIN, "A28"), (MAIN, "A30")]


def test_every_warning_stands_at_its_cell(township, ledger):
    with override("en"):
        warnings = proposed(ledger, township).warnings

    told = {
        cell: text for remark in warnings for cell, text in [((remark.sheet, remark.cell), remark.reason)]
    }
    assert said(warnings) == [
        (MAIN, "A1"),  # the ledger's own categories
        (MAIN, "A1"),  # a session that the town does not know
        (MAIN, "K5"),
        (MAIN, "G5"),
        (MAIN, "H5"),
        (MAIN, "G9"),
        (MAIN, "G9"),
        (MAIN, "I10"),
        (MAIN, "J10"),
        (MAIN, "K10"),
        (MAIN, "K15"),
        (MAIN, "K20"),
        (MAIN, "K21"),
        (MAIN, "G22"),
        (MAIN, "C25"),
        (MAIN, "K26"),
        (MAIN, "A27"),
        (BETWEEN, "E2"),
        (BETWEEN, "E3"),
    ]
    assert told[MAIN, "C25"] == "This row seems to hold two matters; it is imported as one."
    assert told[MAIN, "A27"] == "No. 23 stands twice; this row is imported as no. 24."
    assert told[MAIN, "I10"] == "“7月1日” names no year; 2024 is taken."
    assert told[MAIN, "G22"] == "“镇规建办” is read as 镇规划建设办."


def test_signers_and_units_are_entered_by_their_names(township, ledger):
    imported(ledger, township)

    first = Matter.objects.of(township).get(session__isnull=False, serial=1)
    names = Petitioner.objects.of(township).filter(matter=first).order_by("position")
    assert list(names.values_list("deputy__name", "role")) == [
        ("李春来", "lead"),
        ("周玉梅", "cosigner"),
        ("陈国强", "cosigner"),
        ("胡小兰", "cosigner"),
        ("罗成", "cosigner"),
    ]
    orders = Assignment.objects.of(township).filter(matter__session__isnull=False, matter__serial=6)
    assert set(orders.values_list("unit__name", "role")) == {
        ("镇规划建设办", "lead"),
        ("镇水利站", "assisting"),
    }
    assert Deputy.objects.of(township).count() == 16
    kinds = dict(Unit.objects.of(township).values_list("name", "kind"))
    assert len(kinds) == 17
    assert {name for name, kind in kinds.items() if kind == "village"} == {"临江村", "柳溪村", "石桥村"}
    assert {name for name, kind in kinds.items() if kind == "school"} == {"中心小学"}
    assert (kinds["市交通局"], kinds["派出所"]) == ("bureau", "department")


def test_the_town_without_replies_takes_over_the_ledgers_categories(township, ledger):
    imported(ledger, township)

    assert scheme_of(township) == "four_way_limits"
    assert set(Reply.objects.of(township).values_list("scheme", flat=True)) == {"four_way_limits"}


def test_a_known_session_and_known_people_are_used(township, session, water_station, ledger):
    imported(ledger, township)

    assert Session.objects.of(township).get() == session
    first = Matter.objects.of(township).get(session=session, serial=1)
    assert (first.received_on, first.lead_unit) == (date(2024, 6, 28), water_station)


def test_importing_again_changes_nothing(township, ledger):
    imported(ledger, township)
    before = (verify_chain(township), list(Matter.objects.of(township).order_by("pk").values()))

    again = imported(ledger, township)
    proposal = proposed(ledger, township)

    assert (again.imported, again.unchanged) == (0, 26)
    assert (verify_chain(township), list(Matter.objects.of(township).order_by("pk").values())) == before
    assert said(proposal.refused) == [(BETWEEN, "C4"), (BETWEEN, "B5")]


def test_moved_by_whole_years_the_rows_are_still_known(township, ledger):
    later = date(2026, 3, 10)
    imported(ledger, township, today=later, at=datetime(2026, 3, 10, 2, tzinfo=UTC), shift=1)

    unmoved = imported(ledger, township)

    first = Matter.objects.of(township).get(session__isnull=False, serial=1)
    assert (first.handed_over_on, first.replied_on) == (date(2025, 7, 1), date(2025, 9, 26))
    assert (unmoved.imported, unmoved.unchanged) == (0, 26)


def test_a_row_that_is_here_stays_though_its_days_now_lie_ahead(township, ledger):
    imported(ledger, township)

    proposal = proposed(ledger, township, today=date(2024, 3, 10))

    assert (len(proposal.refused), proposal.warnings) == (2, [])
    assert import_ledger(township, ledger=proposal.ledger, by=None, at=NOW, act_id=uuid7()).unchanged == 26


def test_every_entry_says_that_it_was_imported_and_the_journal_holds(township, clerk, ledger):
    imported(ledger, township, by=clerk)

    entries = Entry.objects.of(township).filter(subject_table="matters.matter")
    assert set(entries.values_list("channel", "by__name")) == {(Channel.IMPORT, "何文秀")}
    assert set(entries.values_list("typed_at", flat=True)) == {NOW}
    counts = [entries.filter(act=act).count() for act in ("register", "hand_over", "reply", "evaluate")]
    assert counts == [26, 24, 23, 22]
    whole = Entry.objects.of(township).get(act="import_ledger")
    assert (whole.facts["imported"], whole.facts["unchanged"]) == (26, 0)
    assert verify_chain(township)[1] is None


def test_the_same_request_twice_imports_once(township, ledger):
    proposal, act_id = proposed(ledger, township), uuid7()

    for _time in range(2):
        import_ledger(township, ledger=proposal.ledger, by=None, at=NOW, act_id=act_id)

    assert Matter.objects.of(township).count() == 26


def test_the_kept_columns_follow_from_the_rows_below(township, ledger):
    imported(ledger, township)

    for matter in Matter.objects.of(township):
        assert (matter.due_on, matter.due_rule) == due_of(matter)
        last = matter.rounds.order_by("-number").first()
        assert matter.round == (last.number if last else 0)
        reply = matter.replies.first()
        expected = ("answered" if reply else "in_hand") if last else "registered"
        assert (matter.state, matter.claim) == (expected, reply.claim if reply else "")
        assert matter.window_closes_on == (last.window_closes_on if last else None)
