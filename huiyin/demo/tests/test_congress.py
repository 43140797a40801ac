"""The congress of the demonstration: its third session adds up, by the law and by the facts of the town."""

import io
import itertools
from collections import Counter

import pytest
from docx import Document

from huiyin.assembly.law import majority, quorum, seats_by_population
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem, Meeting, Presence, PresidiumDecision
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.sessions import Convocation, Leave, SeatPlan
from huiyin.assembly.models.votes import Ballot, Slip, Vote
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.delegations import delegations_of
from huiyin.demo.tales import town_facts
from huiyin.papers.models import Paper
from huiyin.papers.queries import issued_bytes
from huiyin.people.models import Seat
from huiyin.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(town):
    return Convocation.objects.of(town.township).get(session=town.sessions[2])


def votes_of(session):
    return Vote.objects.filter(meeting__convocation=session)


def test_seventy_one_seats_are_held_as_the_law_says(town, session):
    facts = town_facts()["town"]
    plan = SeatPlan.objects.of(town.township).get()

    assert seats_by_population(plan.population) == facts["seats"]
    assert deputies_at(session.session.term, session.opened_at).count() == facts["seats"]
    assert Seat.objects.of(town.township).count() == facts["seats"]


def test_two_deputies_were_on_leave_and_one_came_late(town, session):
    leaves = Leave.objects.of(town.township).filter(convocation=session, answer="granted")
    last = Meeting.objects.of(town.township).get(convocation=session, kind="plenary", number=2)
    late = Presence.objects.of(town.township).filter(meeting=last, from_at__gt=last.opened_at)

    assert leaves.count() == 2
    assert [presence.deputy.name for presence in late] == ["李春来"]
    assert Counter(votes_of(session).filter(meeting=last).values_list("present", flat=True)) == {68: 2, 69: 5}


def test_every_vote_was_taken_with_the_quorum_of_the_law(session):
    for vote in votes_of(session):
        body = "presidium" if vote.meeting.kind == "presidium" else "plenary"

        assert vote.present >= vote.quorum == quorum(body).needed(vote.of_all)
        assert vote.needed == majority(vote.rule).needed(vote.of_all)
        assert vote.state == "announced"


def test_the_motion_of_five_signers_was_adopted(town, session):
    motion = Motion.objects.of(town.township).get(convocation=session)

    assert motion.state == "adopted"
    assert "实施乡村振兴战略" in motion.title
    assert motion.signers.filter(confirmed_at__isnull=False).count() == 5


def test_the_budget_was_adopted(session):
    budget = votes_of(session).get(item__kind="budget")

    assert (budget.in_favour, budget.against, budget.abstained, budget.outcome) == (63, 2, 3, "adopted")


def test_a_deputy_head_was_elected_after_a_tie(town, session):
    election = Election.objects.of(town.township).get(convocation=session)
    outcomes = list(election.votes.order_by("opened_at").values_list("outcome", flat=True))
    elected = Candidate.objects.of(town.township).filter(election=election, elected_at__isnull=False)

    assert outcomes == ["tie", "chosen"]
    assert sorted(elected.values_list("name", flat=True)) == ["刘志刚", "张海燕"]
    assert election.state == "done"


def test_ten_of_twelve_projects_were_chosen_by_secret_ballot(town, session):
    vote = votes_of(session).get(subject="choice")
    states = Counter(Project.objects.of(town.township).values_list("state", flat=True))

    assert states == {"chosen": 10, "not_chosen": 2, "screened_out": 2}
    assert (vote.issued, vote.returned, vote.valid, vote.void) == (69, 69, 68, 1)
    assert Ballot.objects.filter(vote=vote).count() == 69
    assert Slip.objects.filter(vote=vote, is_used=True).count() == 69


def test_every_item_of_every_meeting_is_done(session):
    items = AgendaItem.objects.filter(meeting__convocation=session)

    assert set(items.values_list("state", flat=True)) == {"done"}


def test_no_meeting_of_the_session_begins_before_the_one_before_has_ended(session):
    held = list(session.meetings.order_by("opened_at"))

    assert [one.kind for one in held] == ["preparatory", "presidium", "plenary", "delegation", "plenary"]
    for before, after in itertools.pairwise(held):
        assert before.closed_at <= after.opened_at


def papers_of(town, kind):
    rows = Paper.objects.of(town.township).filter(kind=kind, subject_table__startswith="assembly.")
    return list(rows.order_by("at", "id"))


def text_of(paper):
    document = Document(io.BytesIO(issued_bytes(paper)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_notice_names_the_agenda_and_the_delegations_have_their_conveners(town, session):
    [notice] = papers_of(town, "session_notice")
    groups, year = delegations_of(session), session.session.opens_on.year

    assert notice.context["agenda"] == [
        "听取和审议镇人民政府工作报告", f"审查和批准{year}年财政预算",
        "听取和审议镇人大主席团工作报告", f"票决{year}年度民生实事项目", "补选副镇长",
    ]  # fmt: skip
    assert [one.delegation.name for one in groups] == [f"第{n}代表团" for n in "一二三四"]
    assert all(one.head and one.delegation.place for one in groups)
    on_leave = Leave.objects.filter(convocation=session).values_list("deputy", flat=True)
    assert not {one.head.pk for one in groups} & set(on_leave)


def test_the_final_agenda_has_the_motion_and_says_that_it_came_later(town):
    draft, final = papers_of(town, "agenda")

    assert draft.context["status"] == "草案"
    assert final.context["status"].endswith("预备会议通过，根据主席团决定增加第四项")
    assert final.context["items"][3].startswith("审议关于实施乡村振兴战略")
    assert len(final.context["items"]) == len(draft.context["items"]) + 1


def test_the_report_on_seats_was_there_before_it_was_considered(town, session):
    [report] = papers_of(town, "qualification_report")

    assert report.at < session.meetings.get(kind="preparatory").starts_at


def test_the_presidiums_minutes_name_the_candidates(town, session):
    sitting = session.meetings.get(kind="presidium")
    [paper] = [one for one in papers_of(town, "minutes") if one.subject_id == sitting.pk]

    text = text_of(paper)

    assert "会议决定，提名刘志刚、张海燕为清溪镇人民政府副镇长候选人。" in text
    assert "代表10人联名提名王立新为清溪镇人民政府副镇长候选人。" in text
    assert "正式候选人（按姓氏笔画为序）为：王立新、刘志刚、张海燕。" in text


def test_resolutions_say_once_what_was_considered(town):
    texts = [text_of(paper) for paper in papers_of(town, "resolution")]

    assert [text.count("会议决定") for text in texts] == [1, 1, 1, 1]
    assert "听取和审议了镇长邓华所作的政府工作报告。会议决定，批准这个报告。" in texts[0]


def test_the_presidium_met_between_the_sessions_and_its_decision_was_carried_out(town):
    held = Meeting.objects.of(town.township).filter(convocation__isnull=True).order_by("number")
    decision = PresidiumDecision.objects.of(town.township).get()

    assert [one.state for one in held] == ["closed", "closed", "closed", "planned"]
    assert decision.act == "supervise"
    assert decision.matter.supervised_at == decision.decided_at


def test_a_motion_not_put_on_the_agenda_is_a_suggestion_in_the_loop(town):
    motion = Motion.objects.of(town.township).get(state="turned")
    signers = motion.matter.petitioners.order_by("position").values_list("deputy__name", flat=True)

    assert motion.matter.number == "镇十三届人大四次会议第1号议案转建议"
    assert list(signers) == ["向志远", "段文武", "唐林", "贺大年", "方敏"]
    assert motion.matter.state == "registered"


def test_the_fourth_session_is_being_prepared_with_its_clocks(town):
    session = Convocation.objects.of(town.township).get(session__number=4)
    lines = session.preparations.all()

    assert session.state == "planned"
    assert lines.filter(due_on__isnull=False).count() == lines.count() > 5
    assert {motion.state for motion in session.motions.all()} == {"draft", "submitted", "turned"}
