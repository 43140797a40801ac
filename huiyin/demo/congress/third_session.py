"""The third session of the demonstration's congress: from its preparation to its last meeting."""

from django.utils.timezone import localdate

from huiyin.assembly.actions.agenda import change_item
from huiyin.assembly.actions.convening import call_session, close_session, open_session, prepare_session
from huiyin.assembly.actions.delegations import change_delegation, form_delegations, invite_guests
from huiyin.assembly.actions.elections import (
    call_election,
    conclude_election,
    nominate,
    prepare_ballot,
    settle_candidates,
)
from huiyin.assembly.actions.leave import answer_leave, ask_leave
from huiyin.assembly.actions.motions import draft_motion, hand_in_motion, put_on_agenda
from huiyin.assembly.actions.preparing import settle_preparation
from huiyin.assembly.actions.seating import plan_seats
from huiyin.assembly.actions.signing import confirm_signers
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.motions import Motion, MotionSigner
from huiyin.assembly.models.sessions import Convocation, Preparation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.delegations import delegations_of
from huiyin.demo.congress import papers, projects
from huiyin.demo.congress.meetings import held, planned
from huiyin.demo.congress.story import Story
from huiyin.demo.congress.voting import on_paper
from huiyin.demo.tales import Words
from huiyin.projects.models import Choosing


class ThirdSession:
    """The session on its way: its records by the names that the story uses."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.convocation: Convocation
        self.motion: Motion
        self.election: Election
        self.choosing: Choosing
        self.meetings: list[Meeting] = []

    def tell(self) -> Convocation:
        """All of it, in the order in which it happened."""
        self._prepared()
        self._planned()
        self._called()
        self._excused()
        self._motion_handed_in()
        for meeting, words in zip(self.meetings, self.story.words["meetings"], strict=True):
            if words is self._first_plenary():
                open_session(self.convocation, **self.story.by_chair())
            held(self.story, meeting, words, self._decide)
        self._closed()
        return self.convocation

    def _first_plenary(self) -> Words:
        return next(words for words in self.story.words["meetings"] if words["kind"] == "plenary")

    def _prepared(self) -> None:
        story, words = self.story, self.story.words
        session = story.town.sessions[2]
        story.go(words["prepared"])
        people = story.town.township.population
        plan_seats(session.term, population=people, decided_on=localdate(story.at), **story.doing())
        self.convocation = prepare_session(
            session, place=words["place"], motions_until=story.moment(words["motions_until"]), **story.doing()
        )
        projects.collected(story)
        self.choosing = projects.put_up(story, self.convocation)

    def _called(self) -> None:
        story, words = self.story, self.story.words
        story.go(words["called"])
        self.convocation = call_session(self.convocation, **story.doing())
        self._delegations_formed()
        invite_guests(self.convocation, guests=[tuple(row) for row in words["guests"]], **story.doing())
        papers.notice(story, self.convocation)

    def _delegations_formed(self) -> None:
        """The groups of the roster, each with a convener and a room of its own."""
        story = self.story
        form_delegations(self.convocation, **story.doing())
        told = zip(delegations_of(self.convocation), story.words["delegations"], strict=True)
        for group, (head, place) in told:
            name = group.delegation.name.replace("代表小组", "代表团")
            change_delegation(
                group.delegation, name=name, place=place, head=story.deputy(head), members=group.members,
                **story.doing(),
            )  # fmt: skip

    def _planned(self) -> None:
        story, words = self.story, self.story.words
        story.go(words["planned"])
        self.meetings = [planned(story, meeting, self.convocation) for meeting in words["meetings"]]
        called = words["election"]
        post = {"post": called["post"], "places": called["places"], "is_by_election": True}
        self.election = call_election(self.convocation, **post, **story.doing())

    def _excused(self) -> None:
        story, words = self.story, self.story.words
        story.go(words["excused"])
        for name, reason in words["leaves"]:
            leave = ask_leave(
                self.convocation, deputy=story.deputy(name), reason=reason, asked_on=localdate(story.at),
                **story.doing(),
            )  # fmt: skip
            answer_leave(leave, granted=True, **story.by_chair())

    def _motion_handed_in(self) -> None:
        story, words = self.story, self.story.words["motion"]
        story.go(words["drafted"])
        lead, *others = story.those(words["signers"])
        text = {name: words[name] for name in ("title", "cause", "grounds", "plan")}
        self.motion = draft_motion(self.convocation, lead=lead, cosigners=others, **text, **story.doing())
        confirm_signers(self.motion, deputies=[lead, *others], how=MotionSigner.How.PAPER, **story.doing())
        story.go(words["handed_in"])
        self.motion = hand_in_motion(self.motion, **story.doing())
        papers.before(story, self.convocation)
        self._settled_until_now()

    def _settled_until_now(self) -> None:
        """The lines of the checklist, each on the day on which it was done."""
        story = self.story
        lines = Preparation.objects.of(story.town.township).filter(convocation=self.convocation)
        for line in lines.filter(done_on__isnull=True).order_by("position", "id"):
            said = story.words["checklist"].get(line.code)
            on = localdate(story.moment(said)) if said else None
            if on is not None and on <= localdate(story.at):
                settle_preparation(line, done_on=on, **story.doing())

    def _decide(self, story: Story, item: AgendaItem, told: Words) -> None:
        """What an item brings beside speeches and decisions by hands."""
        if told.get("decides_motion"):
            self._put_on_agenda(item)
        elif told.get("projects"):
            projects.chosen(story, self.choosing, item)
        elif told.get("election"):
            self._elect(item)
        elif item.kind == AgendaItem.Kind.ELECTION:
            self._nominate()

    def _put_on_agenda(self, item: AgendaItem) -> None:
        """The motion becomes an item of the second plenary meeting, before the projects are chosen."""
        story = self.story
        second = next(one for one in reversed(self.meetings) if one.kind == Meeting.Kind.PLENARY)
        put_on_agenda(self.motion, item_meeting=second, meeting_decided=item.meeting, **story.by_chair())
        mine = AgendaItem.objects.of(story.town.township).get(meeting=second, motion=self.motion)
        for _place in range(2):
            mine = change_item(mine, move="up", **story.doing())

    def _nominate(self) -> None:
        story, words = self.story, self.story.words["election"]
        for name, note, by_whom in words["candidates"]:
            jointly = by_whom == Candidate.NominatedBy.DEPUTIES
            nominate(
                self.election, name=name, note=note, nominated_by=by_whom,
                nominators=story.those(words["nominators"]) if jointly else (), **story.doing(),
            )  # fmt: skip
        self.election = settle_candidates(self.election, **story.by_chair())

    def _elect(self, item: AgendaItem) -> None:
        story, words = self.story, self.story.words["election"]
        for ballot in words["ballots"]:
            vote = prepare_ballot(
                self.election, meeting=item.meeting, item=item, method=Vote.Method.PAPER, **story.doing()
            )
            on_paper(story, vote, ballot, words["tellers"])
        self.election = conclude_election(self.election, **story.by_chair())

    def _closed(self) -> None:
        self.convocation = close_session(self.convocation, **self.story.by_chair())
        papers.afterwards(self.story, self.convocation)
        self._settled_until_now()
        self.story.go(self.story.words["checklist"]["budget_published"])
        self._settled_until_now()
