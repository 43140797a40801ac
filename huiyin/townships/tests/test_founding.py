"""Founding a township and laying out its villages, constituencies, terms and sessions."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.core.errors import ActRefused, ForeignRow
from huiyin.journal.queries import history_of, verify_chain
from huiyin.people.tests import cast
from huiyin.townships.actions import (
    add_village,
    change_township,
    convene_session,
    draw_constituency,
    name_region,
    open_term,
)
from huiyin.townships.models import Region, Session, Township

pytestmark = pytest.mark.usefixtures("english")


def test_a_region_is_entered_once_below_its_parent(township):
    county = Region.objects.get(code="430681")
    assert (county.level, county.path) == (Region.Level.COUNTY, "/430000/430600/430681/")
    assert name_region(code="430681", name="x") == county


def test_a_townships_journal_begins_with_its_founding(township):
    first = history_of(township)[0]
    assert (first.seq, first.act, first.facts) == (
        1,
        "found_township",
        {"name": "清溪镇", "code": "430681101"},
    )


@pytest.mark.parametrize(("slug", "code"), [("qingxi", "430681199"), ("other", "430681101")])
def test_address_and_code_are_taken_once(township, slug, code):
    with pytest.raises(ActRefused, match="exists already"):
        cast.found(slug, "清溪镇", code)
    assert Township.objects.count() == 1


def test_what_papers_say_of_the_town_is_changed_with_what_stood_before(township, clerk):
    change_township(township, office_phone="0730-1234567", **cast.acting(by=clerk))
    township.refresh_from_db()
    facts = history_of(township).last().facts
    assert (township.office_phone, facts["before"]) == ("0730-1234567", {"office_phone": ""})
    with pytest.raises(ValueError, match="slug"):
        change_township(township, slug="elsewhere", **cast.acting(by=clerk))
    with pytest.raises(ActRefused, match="The name is missing"):
        change_township(township, name=" ", **cast.acting(by=clerk))


def test_villages_and_constituencies_are_named_once(township, other_township):
    village, foreign = cast.village(township, "柳溪村"), cast.village(other_township, "柳溪村")
    with pytest.raises(ActRefused, match="already a village"):
        cast.village(township, "柳溪村")
    drawn = cast.constituency(township, "第一选区", [village])
    assert [part.village for part in drawn.parts.all()] == [village]
    with pytest.raises(ActRefused, match="already a constituency"):
        cast.constituency(township, "第一选区", [village])
    with pytest.raises(ForeignRow):
        cast.constituency(township, "第二选区", [foreign])
    with pytest.raises(ActRefused, match="at least one seat"):
        draw_constituency(township, name="第二选区", seats=0, villages=[], **cast.acting())


def test_terms_and_sessions_are_numbered_once_and_run_forward(township):
    session = cast.session(township)
    days = {"opens_on": date(2024, 12, 27), "closes_on": date(2024, 12, 26)}
    with pytest.raises(ActRefused, match=r"Congress no\. 13"):
        open_term(township, number=13, begins_on=date(2021, 11, 1), ends_on=None, **cast.acting())
    with pytest.raises(ActRefused, match=r"Session no\. 3"):
        convene_session(session.term, number=3, **days, **cast.acting())
    with pytest.raises(ActRefused, match="lies before its first"):
        convene_session(session.term, number=4, **days, **cast.acting())
    assert list(Session.objects.of(township)) == [session]
    assert verify_chain(township)[1] is None


@pytest.mark.parametrize("name", ["outsider", "lead_user", "water_handler"])
def test_only_the_office_and_the_operator_lay_out_a_township(request, township, session, name):
    by = cast.acting(by=request.getfixturevalue(name))
    for act in (
        lambda: add_village(township, name="柳溪村", **by),
        lambda: change_township(township, population=1, **by),
        lambda: draw_constituency(township, name="一", seats=1, villages=[], **by),
        lambda: open_term(township, number=14, begins_on=date(2026, 11, 1), ends_on=None, **by),
        lambda: convene_session(
            session.term, number=4, opens_on=date(2024, 12, 26), closes_on=date(2024, 12, 26), **by
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()
