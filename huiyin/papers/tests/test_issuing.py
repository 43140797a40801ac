import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from huiyin.core.errors import ForeignRow
from huiyin.core.tenancy import uuid7
from huiyin.papers.actions import draw_and_store
from huiyin.papers.models import Paper
from huiyin.papers.queries import PaperDamaged, issued_bytes, papers_of
from huiyin.papers.storage import ABANDONED_AFTER, folder_of, incoming_of
from huiyin.papers.tests import samples
from huiyin.people.tests import cast

AT = datetime(2024, 7, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path


def issue(subject, *, kind="hand_over_letter", by=None, at=AT, act_id=None, number_code="清人发", **changes):
    words = {key: changes.pop(key) for key in ("part", "pictures") if key in changes}
    context = getattr(samples, kind)(**changes)
    return draw_and_store(
        subject.township, kind, context, subject=subject, by=by, at=at, act_id=act_id or uuid7(),
        number_code=number_code, **words,
    )  # fmt: skip


@pytest.mark.django_db
def test_an_issued_paper_is_kept_as_it_was_drawn(village, clerk):
    paper = issue(village, by=clerk)

    content = issued_bytes(paper)
    assert hashlib.sha256(content).hexdigest() == paper.sha256
    assert (paper.number, paper.serial, paper.year) == ("清人发〔2024〕1号", 1, 2024)
    assert paper.title == "关于交办镇十三届人大三次会议第9号建议的函"
    assert (paper.template_version, paper.size) == ("hand_over_letter/3", len(content))
    assert (paper.by, paper.at) == (clerk, AT)
    assert paper.context == samples.hand_over_letter(number="清人发〔2024〕1号")
    assert list(papers_of(village)) == [paper]


@pytest.mark.django_db
def test_numbers_run_without_gaps_per_code_and_year(village):
    first, second = issue(village), issue(village)
    other_code = issue(village, number_code="清人函")
    next_year = issue(village, issued_on="2025-01-02")

    assert [paper.number for paper in (first, second, other_code, next_year)] == [
        "清人发〔2024〕1号",
        "清人发〔2024〕2号",
        "清人函〔2024〕1号",
        "清人发〔2025〕1号",
    ]


@pytest.mark.django_db
def test_two_kinds_with_one_code_share_the_series(village):
    issue(village)

    assert issue(village, kind="reply_letter").number == "清人发〔2024〕2号"


@pytest.mark.django_db
def test_each_township_counts_for_itself(village, other_township):
    issue(village)

    neighbour = draw_and_store(
        other_township, "hand_over_letter", samples.hand_over_letter(), subject=_village_of(other_township),
        by=None, at=AT, act_id=uuid7(), number_code="清人发",
    )  # fmt: skip

    assert neighbour.number == "清人发〔2024〕1号"


@pytest.mark.django_db
def test_without_a_code_the_units_own_number_stands_and_may_repeat(village):
    first, second = (issue(village, kind="reply_letter", number_code="") for _ in range(2))

    assert (first.number, first.serial) == (second.number, None) == ("清水函〔2024〕12号", None)


@pytest.mark.django_db
def test_the_same_act_gives_the_same_paper(village):
    act_id = uuid7()

    first = issue(village, act_id=act_id)
    again = issue(village, act_id=act_id, due_on="2024-12-31")

    assert again == first
    assert Paper.objects.count() == 1
    assert issue(village).number == "清人发〔2024〕2号"


@pytest.mark.django_db
def test_one_act_may_issue_several_papers_of_a_kind(village):
    act_id = uuid7()

    papers = [issue(village, act_id=act_id, part=unit) for unit in ("镇水利站", "镇公路站")]

    assert [paper.number for paper in papers] == ["清人发〔2024〕1号", "清人发〔2024〕2号"]


@pytest.mark.django_db
def test_links_and_codes_are_on_the_paper_and_not_in_the_row(village):
    paper = issue(village, kind="evaluation_form", number_code="")

    assert (paper.context["link"], paper.context["code"]) == ("", "")
    assert (paper.number, paper.serial) == ("", None)


@pytest.mark.django_db
def test_a_record_of_another_township_is_refused(village, other_township):
    with pytest.raises(ForeignRow):
        draw_and_store(
            other_township, "hand_over_letter", samples.hand_over_letter(), subject=village, by=None, at=AT,
            act_id=uuid7(), number_code="清人发",
        )  # fmt: skip

    assert not Paper.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_committed_paper_moves_to_its_place(village):
    paper = issue(village)

    assert [path.name for path in folder_of(village.township_id).glob("*.docx")] == [paper.stored_name]
    assert list(incoming_of(village.township_id).iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_neither_row_nor_number_nor_file(village):
    class Refused(Exception):
        pass

    def refused_act():
        with transaction.atomic():
            issue(village)
            raise Refused

    with pytest.raises(Refused):
        refused_act()
    _let_an_hour_pass(village.township_id)
    paper = issue(village)

    assert list(Paper.objects.all()) == [paper]
    assert paper.number == "清人发〔2024〕1号"
    assert [path.name for path in folder_of(village.township_id).rglob("*.docx")] == [paper.stored_name]


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_get_different_numbers_without_a_gap(village):
    def issue_three(_clerk):
        try:
            return [issue(village).serial for _ in range(3)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as clerks:
        first, second = clerks.map(issue_three, range(2))

    assert sorted(first + second) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db
def test_a_paper_that_a_crash_left_unsettled_is_read_and_settled_later(village):
    paper = issue(
        village
    )  # the test's transaction never commits, as if the machine had stopped before the move
    before = issued_bytes(paper)
    _let_an_hour_pass(village.township_id)

    issue(village)

    assert (folder_of(village.township_id) / paper.stored_name).read_bytes() == before


@pytest.mark.django_db
def test_an_altered_paper_is_found_out(village):
    paper = issue(village)
    path = incoming_of(village.township_id) / paper.stored_name
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    with pytest.raises(PaperDamaged, match=paper.sha256):
        issued_bytes(paper)


@pytest.mark.django_db
def test_a_missing_paper_is_found_out(village):
    paper = issue(village)
    (incoming_of(village.township_id) / paper.stored_name).unlink()

    with pytest.raises(PaperDamaged, match="清人发〔2024〕1号"):
        issued_bytes(paper)


@pytest.mark.django_db
def test_the_stored_file_is_not_named_after_the_paper_and_is_private(village):
    paper = issue(village)
    path = incoming_of(village.township_id) / paper.stored_name

    assert "清" not in paper.stored_name
    assert len(paper.stored_name) == len("0" * 32 + ".docx")
    assert path.stat().st_mode & 0o077 == 0


def _village_of(township):
    return cast.village(township, "石桥村")


def _let_an_hour_pass(township_id):
    long_ago = time.time() - ABANDONED_AFTER - 60
    for path in incoming_of(township_id).glob("*.docx"):
        os.utime(path, (long_ago, long_ago))
