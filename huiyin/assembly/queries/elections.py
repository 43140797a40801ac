"""The course of an election: who stands, which ballots were held with which numbers, what is due now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from huiyin.assembly.electing import Due, Held, Margin, ballot_due, elected_in, margin_of, preliminary_due
from huiyin.assembly.law import Post, posts
from huiyin.assembly.lifecycle import ElectionState, VoteState
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.queries.counts import deputies_at
from huiyin.people.models import Deputy

WRITTEN = "written:"
MOST_ELECTIONS = 60  # of one session; more were never held


@dataclass(frozen=True)
class Elected:
    """Who was elected, by which ballot and with how many votes; a written-in person has no row before."""

    name: str
    candidate: Candidate | None
    deputy: Deputy | None
    vote: Vote
    option: Option


@dataclass
class Course:
    """An election as it stands."""

    election: Election
    post: Post
    margin: Margin
    candidates: list[Candidate]  # in ballot order, with who nominated them
    votes: list[Vote]  # in the order in which they were prepared, with options; none cancelled
    eligible: dict[str, Deputy] = field(default_factory=dict)  # written-in names that hold a seat

    @property
    def standing(self) -> list[Candidate]:
        """Who was nominated and did not withdraw."""
        return [one for one in self.candidates if one.withdrawn_at is None and not self._is_written_in(one)]

    @property
    def final(self) -> list[Candidate]:
        """The settled list."""
        return [one for one in self.candidates if one.is_final]

    @property
    def running(self) -> Vote | None:
        """A ballot that is prepared, open or counted, and not announced yet."""
        return next((vote for vote in self.votes if vote.state != VoteState.ANNOUNCED), None)

    def announced(self, subject: str) -> list[Vote]:
        """The ballots of this sort that count: announced, and not void as a whole."""
        return [
            vote
            for vote in self.votes
            if vote.state == VoteState.ANNOUNCED
            and vote.subject == subject
            and vote.outcome != Vote.Outcome.VOID
        ]

    @property
    def preliminaries(self) -> list[Held]:
        return [self.held(vote) for vote in self.announced(Vote.Subject.PRELIMINARY)]

    @property
    def ballots(self) -> list[Held]:
        return [self.held(vote) for vote in self.announced(Vote.Subject.ELECTION)]

    def competing(self, vote: Vote) -> set[Any]:
        """Who of a ballot (by the key of the line) can be elected by it: whom the post admits, and who was
        not elected by an earlier ballot.
        """
        before = elected_in(self.ballots)
        options = next(one for one in self.votes if one.pk == vote.pk).options.all()
        return {one.pk for one in options if self._may_hold(one) and self.key_of(one) not in before}

    @property
    def due(self) -> Due | None:
        """The ballot that the law wants next; none while one is running or when the election is over."""
        if self.running is not None:
            return None
        if self.election.state == ElectionState.NOMINATING:
            return preliminary_due([one.pk for one in self.standing], self.margin, self.preliminaries)
        if self.election.state != ElectionState.SETTLED:
            return None
        keys = [one.pk for one in self.final]
        return ballot_due(keys, self.election.places, self.margin, self.ballots)

    @property
    def elected(self) -> list[Elected]:
        """Everybody elected so far."""
        found: dict[Any, Elected] = {}
        for vote in self.announced(Vote.Subject.ELECTION):
            chosen = set(self.held(vote).apart_from(found).result.chosen)
            for option in vote.options.all():
                key = self.key_of(option)
                if key in chosen:
                    found.setdefault(key, self._elected(option, vote))
        return list(found.values())

    @property
    def tied(self) -> list[str]:
        """The names that are equal at the last place of the last ballot."""
        subject = Vote.Subject.ELECTION if self.ballots else Vote.Subject.PRELIMINARY
        last = next(reversed(self.announced(subject)), None)
        if last is None:
            return []
        keys = set(self.held(last).result.tied)
        return [option.label for option in last.options.all() if self.key_of(option) in keys]

    @property
    def left(self) -> int:
        """How many places nobody was elected to yet."""
        return max(0, self.election.places - len(elected_in(self.ballots)))

    @property
    def kept(self) -> list[Candidate]:
        """Who stays on the list: everybody nominated, or whom the preliminary vote left."""
        if not self.preliminaries:
            return self.standing
        kept = elected_in(self.preliminaries)
        return [one for one in self.standing if one.pk in kept]

    def held(self, vote: Vote) -> Held:
        """A ballot as the rules read it. Whom the post does not admit was not elected, whatever the votes."""
        votes: dict[Any, int] = {}
        for option in vote.options.all():
            if self._may_hold(option):
                key = self.key_of(option)
                votes[key] = votes.get(key, 0) + (option.in_favour or 0)
        return Held(places=vote.winners, needed=vote.needed or 0, votes=votes)

    def candidate_of(self, option: Option) -> Candidate | None:
        """Whom an option means; a written-in name that is a candidate's is that candidate."""
        wanted = option.candidate_id
        for one in self.candidates:
            if one.pk == wanted or (wanted is None and one.name == option.label):
                return one
        return None

    def key_of(self, option: Option) -> Any:
        """The candidate's key; of a written-in name that nobody bears, the name."""
        candidate = self.candidate_of(option)
        return candidate.pk if candidate else f"{WRITTEN}{option.label}"

    def not_admitted(self) -> list[Option]:
        """Written-in names with votes enough whom the post does not admit: they hold no seat."""
        return [
            option
            for vote in self.announced(Vote.Subject.ELECTION)
            for option in vote.options.all()
            if (option.in_favour or 0) >= (vote.needed or 0) and not self._may_hold(option)
        ]

    def _may_hold(self, option: Option) -> bool:
        if not (option.is_write_in and self.post.needs_seat):
            return True
        return option.label in self.eligible or self.candidate_of(option) is not None

    def _elected(self, option: Option, vote: Vote) -> Elected:
        candidate = self.candidate_of(option)
        deputy = candidate.deputy if candidate else self.eligible.get(option.label)
        return Elected(option.label, candidate, deputy, vote, option)

    @staticmethod
    def _is_written_in(candidate: Candidate) -> bool:
        return bool(candidate.nominated_by == Candidate.NominatedBy.WRITTEN_IN)


def course_of(election: Election) -> Course:
    """Everything that was done in an election. A fixed number of queries."""
    township = election.township_id
    candidates = (
        Candidate.objects.filter(township_id=township, election=election)
        .select_related("deputy")
        .prefetch_related("nominators__deputy")
        .order_by("position", "id")
    )
    votes = (
        Vote.objects.filter(township_id=township, election=election)
        .exclude(state=VoteState.CANCELLED)
        .select_related("meeting")
        .prefetch_related(Prefetch("options", Option.objects.order_by("position")))
        .order_by("id")
    )
    post = posts()[election.post]
    margin = margin_of(post, election.places, is_by_election=election.is_by_election)
    course = Course(election, post, margin, list(candidates), list(votes))
    course.eligible = _eligible(course)
    return course


def _eligible(course: Course) -> dict[str, Deputy]:
    """The deputies whose names were written in; where two bear a name nobody can tell who was meant."""
    written = {option.label for vote in course.votes for option in vote.options.all() if option.is_write_in}
    if not written:
        return {}
    term = course.election.convocation.session.term
    at = max(vote.opened_at for vote in course.votes if vote.opened_at)
    found: dict[str, list[Deputy]] = {}
    for deputy in deputies_at(term, at).filter(name__in=written):
        found.setdefault(deputy.name, []).append(deputy)
    return {name: bearers[0] for name, bearers in found.items() if len(bearers) == 1}


@dataclass(frozen=True)
class ElectionLine:
    """An election in a session's list: how many stand, how many were elected."""

    election: Election
    standing: int
    elected: int


def elections_of(convocation: Convocation) -> list[ElectionLine]:
    """The elections of a session in the order of the law's posts. Two queries."""
    rows = Election.objects.filter(township_id=convocation.township_id, convocation=convocation)
    found = list(rows.order_by("id")[:MOST_ELECTIONS])
    candidates = Candidate.objects.filter(township_id=convocation.township_id, election__in=found)
    told = list(candidates.values_list("election_id", "withdrawn_at", "elected_at"))
    order = {code: place for place, code in enumerate(posts())}
    found.sort(key=lambda one: order.get(one.post, len(order)))
    return [
        ElectionLine(
            one,
            standing=sum(key == one.pk and withdrawn is None for key, withdrawn, _elected in told),
            elected=sum(key == one.pk and elected is not None for key, _withdrawn, elected in told),
        )
        for one in found
    ]


def counted_side_by_side(course: Course) -> list[dict[str, Any]]:
    """Each candidate, and each name written in, with the numbers of every announced ballot."""
    votes = [vote for vote in course.votes if vote.state == VoteState.ANNOUNCED]
    of: dict[Any, dict[Any, Option]] = {}
    names: dict[Any, str] = {one.pk: one.name for one in course.candidates}
    for vote in votes:
        for option in vote.options.all():
            key = course.key_of(option)
            names.setdefault(key, option.label)
            of.setdefault(key, {})[vote.pk] = option
    known = {one.pk: one for one in course.candidates}
    return [
        {"name": name, "candidate": known.get(key), "numbers": _numbers(of.get(key, {}), votes)}
        for key, name in names.items()
    ]


def _numbers(found: dict[Any, Option], votes: Sequence[Vote]) -> list[dict[str, Any]]:
    return [{"vote": vote, "option": found.get(vote.pk)} for vote in votes]
