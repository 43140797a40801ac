"""The worklist as an Excel file, opened as Excel opens it."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from python_calamine import CalamineWorkbook

from huiyin.matters.tests.stories import handed_over, moment, registered
from huiyin.matters.views.export import cell


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(moment(2024, 10, 9), tick=False):
        yield


def exported(client, user, township, **words):
    client.force_login(user)
    return client.get(reverse("matters:export", args=[township.slug]), words)


def rows_of(answer):
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    return book.get_sheet_by_index(0).to_python()


def test_the_file_holds_what_the_list_shows_in_its_order(
    client, township, session, clerk, lead, cosigner, water_station, village
):
    registered(township, cosigner, title="村道")
    came = {"session": session, "channel": "session", "village": village}
    matter = registered(township, lead, cosigners=[cosigner], title="排水沟", **came)
    handed_over(matter, water_station)

    head, first, second = rows_of(exported(client, clerk, township))

    assert first[0] == "镇十三届人大三次会议第1号建议"
    assert first[2] == "排水沟"
    assert lead.name in first[3]
    assert first[5:7] == ["柳溪村", "镇水利站"]
    assert first[8:12] == [1.0, date(2024, 6, 28), date(2024, 7, 1), date(2024, 10, 8)]
    assert second[2] == "村道"
    assert len(head) == len(first) == 15


def test_filters_hold_for_the_file_too(client, township, clerk, lead, water_station):
    registered(township, lead, title="村道")
    handed_over(registered(township, lead, title="排水沟"), water_station)

    answer = exported(client, clerk, township, state="in_hand")

    assert [row[2] for row in rows_of(answer)[1:]] == ["排水沟"]


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"],
)
def test_a_formula_is_text(client, township, clerk, lead, text):
    registered(township, lead, title=text)

    title = rows_of(exported(client, clerk, township))[1][2]

    assert title.startswith("'")
    assert title.lstrip("'").strip() == text.strip()


def test_what_is_no_text_stays_and_what_excel_cannot_hold_goes():
    assert cell(3) == 3
    assert cell(date(2024, 1, 2)) == date(2024, 1, 2)
    assert cell("排\x0b水") == "排水"
    assert cell("\x0b=1") == "'=1"


def test_no_voter_is_named(client, township, clerk):
    voter = {"voter_name": "覃阿婆", "voter_phone": "13800000000"}
    registered(township, None, kind="opinion", channel="visit", **voter)

    text = str(rows_of(exported(client, clerk, township)))

    assert "覃阿婆" not in text
    assert "13800000000" not in text


def test_a_unit_exports_only_its_own_and_no_secret_names(
    client, township, lead, cosigner, water_station, roads_office, water_handler
):
    handed_over(registered(township, lead, title="排水沟", secrecy=True), water_station)
    handed_over(registered(township, cosigner, title="村道"), roads_office)

    rows = rows_of(exported(client, water_handler, township))

    assert [row[2] for row in rows[1:]] == ["排水沟"]
    assert lead.name not in str(rows)


def test_too_many_are_refused_with_a_sentence(client, monkeypatch, township, clerk, lead):
    monkeypatch.setattr("huiyin.matters.views.export.MOST", 1)
    for _n in range(2):
        registered(township, lead)

    client.cookies["django_language"] = "en"

    answer = exported(client, clerk, township, state="registered")

    assert answer.status_code == 302
    assert answer.url == reverse("matters:worklist", args=[township.slug]) + "?state=registered"
    assert "more than 1 matters" in client.get(answer.url).content.decode()


def test_the_file_asks_no_more_for_three_rows_than_for_one(
    client, django_assert_num_queries, township, clerk, lead
):
    registered(township, lead)
    rows_of(exported(client, clerk, township))
    with django_assert_num_queries(9) as one:
        rows_of(client.get(reverse("matters:export", args=[township.slug])))
    for _n in range(2):
        registered(township, lead)

    with django_assert_num_queries(len(one)):
        rows_of(client.get(reverse("matters:export", args=[township.slug])))


def test_a_stranger_gets_nothing(client, township, outsider):
    assert exported(client, outsider, township).status_code == 404
