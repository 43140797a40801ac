from datetime import date

import pytest
from django.apps import apps

from huiyin.core.tenancy import uuid7
from huiyin.deadlines.actions import add_notice
from huiyin.deadlines.holidays import parse_notice, shipped_calendar, shipped_notices
from huiyin.deadlines.models import CalendarDay, CalendarVersion, CalendarYear
from huiyin.deadlines.queries import calendar, known_years, notice_of, rules_of
from huiyin.deadlines.tests.factories import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_notices")]


def notice(last=date(2027, 3, 2)):
    span = {"name": "试验假日", "from": date(2027, 2, 27), "to": last}
    return parse_notice(
        {"year": 2027, "source": "试验通知", "working": [date(2027, 3, 6)], "holidays": [span]}
    )


def test_the_tables_hold_the_shipped_notices_after_migrating():
    assert calendar() == shipped_calendar()
    assert [year.year for year in known_years()] == list(range(2004, 2027))
    assert notice_of(2024) == next(shipped for shipped in shipped_notices() if shipped.year == 2024)


def test_a_new_notice_moves_the_dates_that_depend_on_it(township, heard, django_capture_on_commit_callbacks):
    before = rules_of(township).clock("reply").start(date(2026, 11, 30))

    with django_capture_on_commit_callbacks(execute=True):
        changed = add_notice(notice(), at=MONDAY)

    after = rules_of(township).clock("reply").start(date(2026, 11, 30))
    assert changed is True
    assert (before.due_on, len(before.warnings)) == (date(2027, 3, 1), 1)
    assert (after.due_on, after.warnings) == (date(2027, 3, 3), ())
    assert heard == [("calendar_changed", {"years": [2027], "by": None, "at": MONDAY})]


def test_the_same_notice_again_changes_nothing(heard, django_capture_on_commit_callbacks):
    add_notice(notice(), at=MONDAY)
    stamp = CalendarVersion.objects.get().stamp

    with django_capture_on_commit_callbacks(execute=True):
        changed = add_notice(notice(), at=MONDAY)

    assert (changed, heard, CalendarVersion.objects.get().stamp) == (False, [], stamp)


def test_a_corrected_notice_takes_the_place_of_the_first():
    add_notice(notice(), at=MONDAY)

    assert add_notice(notice(last=date(2027, 2, 28)), at=MONDAY) is True

    assert notice_of(2027) == notice(last=date(2027, 2, 28))
    assert not calendar().is_rest(date(2027, 3, 1))


def test_a_shipped_notice_entered_again_changes_nothing():
    assert [add_notice(shipped, at=MONDAY) for shipped in shipped_notices()[-2:]] == [False, False]


def test_the_calendar_costs_one_query_until_another_process_changes_it(django_assert_num_queries):
    calendar()

    with django_assert_num_queries(1):
        assert calendar().knows(2026)

    CalendarYear.objects.filter(pk=2026).delete()  # what another process did, with its stamp
    CalendarVersion.objects.update(stamp=uuid7())
    assert not calendar().knows(2026)


def test_without_any_stored_notice_the_shipped_calendar_holds():
    CalendarVersion.objects.all().delete()

    assert calendar() is shipped_calendar()


def test_a_year_without_notice_is_not_known():
    assert notice_of(2027) is None


def test_the_notices_are_taken_out_and_filled_in_again(stored_notices):
    stored_notices.empty(apps, None)
    assert (CalendarDay.objects.count(), CalendarYear.objects.count()) == (0, 0)

    stored_notices.fill(apps, None)

    assert CalendarDay.objects.count() == sum(len(n.rest) + len(n.working) for n in shipped_notices())
