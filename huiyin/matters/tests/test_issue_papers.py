"""Papers about a matter: issued once under a number without gaps, kept as issued, and true to the records."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.matters.actions.issuing import (
    issue_evaluation_form,
    issue_hand_over_letter,
    issue_receipt,
    issue_reply_letter,
    issue_verification_record,
)
from huiyin.matters.papers import full_name
from huiyin.matters.tests.stories import (
    MONDAY,
    REPLIED,
    WINDOW_OVER,
    doing,
    handed_over,
    registered,
    replied,
    verified,
)
from huiyin.papers.models import Paper
from huiyin.papers.queries import issued_bytes, papers_of
from huiyin.people.models import PersonalLink, Unit


def text_of(paper):
    document = Document(BytesIO(issued_bytes(paper)))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + tables)


def address(token):
    return f"https://town.example/l/{token}/"


@pytest.fixture
def in_hand(township, session, lead, cosigner, water_station, roads_office):
    matter = registered(township, lead, cosigners=[cosigner], session=session, channel="session")
    return handed_over(matter, water_station, assisting=[roads_office])


def test_the_hand_over_letter_says_who_does_what_by_when_and_how_that_was_reckoned(in_hand, clerk):
    paper = issue_hand_over_letter(in_hand, **doing(MONDAY, clerk))

    assert paper.number == "清人发〔2024〕1号"
    text = text_of(paper)
    for words in (
        "镇水利站、镇公路站",
        "李兰芳",
        "曾庆华",
        "请于2024年10月8日以前",
        "第五十一条",
        "排水沟堵塞三年",
    ):
        assert words in text
    assert Entry.objects.get(act="issue_paper").facts["sha256"] == paper.sha256


def test_a_letter_is_issued_once_a_round_and_the_next_one_takes_the_next_number(
    in_hand, clerk, township, lead, water_station
):
    issue_hand_over_letter(in_hand, **doing(MONDAY, clerk))

    with pytest.raises(ActRefused):
        issue_hand_over_letter(in_hand, **doing(MONDAY, clerk))

    other = handed_over(registered(township, lead), water_station)
    assert issue_hand_over_letter(other, **doing(MONDAY, clerk)).number == "清人发〔2024〕2号"


def test_a_repeated_issue_changes_nothing(in_hand, clerk):
    words = doing(MONDAY, clerk)

    issue_hand_over_letter(in_hand, **words)
    issue_hand_over_letter(in_hand, **words)

    assert papers_of(in_hand).count() == 1


def test_no_letter_before_the_matter_was_handed_over(township, lead, clerk):
    with pytest.raises(ActRefused):
        issue_hand_over_letter(registered(township, lead), **doing(MONDAY, clerk))


def test_a_secret_matter_names_no_deputy_to_the_unit(township, lead, water_station, clerk):
    matter = handed_over(registered(township, lead, secrecy=True), water_station)

    assert lead.name not in text_of(issue_hand_over_letter(matter, **doing(MONDAY, clerk)))


def test_the_unit_issues_its_own_reply_letter_and_no_other_unit_may(
    in_hand, water_handler, roads_office, other_township
):
    reply = replied(in_hand).replies.get()

    paper = issue_reply_letter(reply, **doing(REPLIED, water_handler))

    assert "已于9月20日清淤320米" in text_of(paper)
    assert "李兰芳" in text_of(paper)


def test_a_unit_may_not_issue_the_hand_over_letter(in_hand, water_handler):
    with pytest.raises(PermissionDenied):
        issue_hand_over_letter(in_hand, **doing(MONDAY, water_handler))


def test_the_evaluation_form_bears_a_code_and_a_link_that_are_kept_nowhere_in_the_clear(in_hand, lead, clerk):
    petitioner = replied(in_hand).petitioners.get(deputy=lead)
    tokens = []

    paper = issue_evaluation_form(
        petitioner, link_to=lambda token: tokens.append(token) or address(token), **doing(REPLIED, clerk)
    )

    assert "A 已解决" in text_of(paper)
    assert paper.context["link"] == paper.context["code"] == ""
    assert not PersonalLink.objects.filter(token_hash__contains=tokens[0]).exists()


def test_printing_the_form_again_kills_the_link_of_the_first(in_hand, lead, clerk):
    petitioner = replied(in_hand).petitioners.get(deputy=lead)

    issue_evaluation_form(petitioner, link_to=address, **doing(REPLIED, clerk))
    issue_evaluation_form(petitioner, link_to=address, **doing(REPLIED, clerk))

    assert PersonalLink.objects.filter(revoked_at__isnull=True).count() == 1


def test_the_verification_record_says_what_was_seen(in_hand, neutral, clerk):
    verification = verified(replied(in_hand), neutral, "partly", note="清了一半，东头仍堵。", at=WINDOW_OVER)

    text = text_of(issue_verification_record(in_hand, verification=verification, **doing(WINDOW_OVER, clerk)))

    for words in ("清了一半，东头仍堵。", neutral.name, "■ 部分解决"):
        assert words in text


def test_the_receipt_bears_a_code_but_not_the_givers_name(township, clerk):
    matter = registered(
        township, None, kind="opinion", voter_name="钟桂香", voter_phone="13900001234", title="村口路灯不亮"
    )
    voter = matter.petitioners.get()

    paper = issue_receipt(voter, link_to=address, **doing(MONDAY, clerk))

    voter.refresh_from_db()
    assert len(voter.receipt_code) == 9
    assert "村口路灯不亮" in text_of(paper)
    assert "钟桂香" not in text_of(paper)
    assert Paper.objects.filter(kind="receipt_slip").count() == 1


@pytest.mark.parametrize(
    ("words", "addressee"),
    [
        ({"kind": "opinion", "voter_name": "钟桂香"}, "×××同志："),
        ({"kind": "finding"}, "清溪镇人民代表大会主席团："),
    ],
)
def test_a_reply_to_no_deputy_is_addressed_all_the_same(township, water_station, clerk, words, addressee):
    matter = replied(handed_over(registered(township, None, **words), water_station))

    text = text_of(issue_reply_letter(matter.replies.get(), **doing(REPLIED, clerk)))

    assert addressee in text.splitlines()
    assert "钟桂香" not in text


def test_a_reply_in_a_secret_matter_names_no_deputy(township, lead, water_station, clerk):
    matter = replied(handed_over(registered(township, lead, secrecy=True), water_station))

    text = text_of(issue_reply_letter(matter.replies.get(), **doing(REPLIED, clerk)))

    assert "有关代表：" in text.splitlines()
    assert lead.name not in text


@pytest.mark.parametrize(
    ("name", "kind", "full"),
    [
        ("镇水利站", "department", "清溪镇水利站"),
        ("水利站", "department", "清溪镇水利站"),
        ("清溪镇人民政府", "department", "清溪镇人民政府"),
        ("柳溪村", "village", "清溪镇柳溪村村民委员会"),
        ("柳溪村村民委员会", "village", "清溪镇柳溪村村民委员会"),
        ("中心小学", "school", "清溪镇中心小学"),
        ("某某供电公司", "bureau", "某某供电公司"),
    ],
)
def test_a_letter_bears_its_organs_full_name(township, name, kind, full):
    assert full_name(Unit(name=name, kind=kind), township) == full


def test_a_bureau_is_named_with_its_county(township):
    county = township.region.name

    assert full_name(Unit(name=f"{county[-1]}水利局", kind="bureau"), township) == f"{county}水利局"


@pytest.mark.parametrize("told", ["before", "in hand", "answered"])
def test_the_receipt_promises_an_answer_only_while_a_clock_of_a_reply_runs(
    township, lead, water_station, clerk, told
):
    matter = registered(township, lead)
    matter = matter if told == "before" else handed_over(matter, water_station)
    matter = replied(matter) if told == "answered" else matter

    text = text_of(issue_receipt(matter.petitioners.get(), link_to=address, **doing(REPLIED, clerk)))

    said = {"before": "登记交办后另行告知", "in hand": "2024年10月8日以前", "answered": "2024年9月30日已答复"}
    assert said[told] in text
    assert text.count("以前") == (told == "in hand")
