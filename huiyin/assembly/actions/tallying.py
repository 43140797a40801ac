"""Counting a vote when it is closed, and keeping what was counted: parts of the act that closes it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from huiyin.assembly.actions.slips import open_box
from huiyin.assembly.counting import Count, Tally, chosen, is_adopted
from huiyin.assembly.models.votes import Option, Voice, Vote
from huiyin.assembly.queries.elections import course_of
from huiyin.assembly.queries.votes import attempts_of, ballot_paper, box_of, kind_of, options_of
from huiyin.core.errors import ActRefused


def tally(vote: Vote, issued: int | None) -> Count:
    """Count by the vote's method. Raises ActRefused while something is missing."""
    return COUNTS[Vote.Method(vote.method)](vote, issued)


def _hands(vote: Vote, _issued: int | None) -> Count:
    """As they were entered."""
    if vote.in_favour is None:
        raise ActRefused(_("Enter the count first: how many hands were raised."))
    return Count(decision=Tally("", vote.in_favour, vote.against or 0, vote.abstained or 0))


def _voices(vote: Vote, _issued: int | None) -> Count:
    """Each voice counts; who was asked and said nothing did not vote."""
    said = Counter(
        Voice.objects.filter(township_id=vote.township_id, vote=vote).values_list("said", flat=True)
    )
    if not said:
        raise ActRefused(_("Nobody was called yet: enter the voices first."))
    return Count(decision=Tally("", said["in_favour"], said["against"], said["abstained"]))


def _sheets(vote: Vote, _issued: int | None) -> Count:
    """As both tellers counted alike."""
    attempts = attempts_of(vote)
    if not attempts or not attempts[-1].is_complete:
        raise ActRefused(_("Both tellers' sheets must be in before the vote is closed."))
    if attempts[-1].differing:
        raise ActRefused(_("The tellers' sheets differ. Count again; the difference stays on record."))
    sheet = attempts[-1].sheets[1]
    head: dict[str, Any] = {"issued": sheet.issued, "returned": sheet.returned, "void": sheet.void}
    counts: Mapping[str, Any] = sheet.counts
    if kind_of(vote) == "decision":
        return Count(**head, decision=Tally("", **counts[""]) if counts.get("") else None)
    options = {key: Tally(key, **said) for key, said in counts.items() if key != "write_ins"}
    return Count(**head, options=options, write_ins=counts.get("write_ins", {}))


def _ballots(vote: Vote, issued: int | None) -> Count:
    """Out of the box, which is mixed in the same transaction."""
    given_out = (vote.present or 0) if issued is None else issued
    printed = box_of(vote).printed
    if not 0 <= given_out <= printed:
        raise ActRefused(
            _("Between 0 and %(printed)s slips can have been handed out; so many were printed.")
            % {"printed": printed}
        )
    if given_out > (vote.present or 0):
        raise ActRefused(
            _("%(issued)s slips handed out are more than the %(present)s who were present.")
            % {"issued": given_out, "present": vote.present}
        )
    return ballot_paper(vote).count(open_box(vote), issued=given_out)


COUNTS: dict[Vote.Method, Callable[[Vote, int | None], Count]] = {
    Vote.Method.HANDS: _hands,
    Vote.Method.ROLL_CALL: _voices,
    Vote.Method.PAPER: _sheets,
    Vote.Method.SLIPS: _ballots,
}


def keep_count(vote: Vote, count: Count) -> None:
    """Put on the vote (not saved) and its options (saved) what was counted, and what follows by the rule."""
    vote.issued, vote.returned, vote.void, vote.valid = count.issued, count.returned, count.void, count.valid
    outcome = _keep_decision(vote, count) if kind_of(vote) == "decision" else _keep_options(vote, count)
    vote.outcome = Vote.Outcome.VOID if count.is_void else outcome


def _keep_decision(vote: Vote, count: Count) -> str:
    said = count.decision or Tally("", 0)  # ballots of a void vote need not be counted
    vote.in_favour, vote.against, vote.abstained = said.in_favour, said.against, said.abstained
    vote.not_voting = max(0, (vote.present or 0) - said.marks)
    adopted = is_adopted(said.in_favour, needed=needed_for(vote))
    return Vote.Outcome.ADOPTED if adopted else Vote.Outcome.REJECTED


def needed_for(vote: Vote) -> int:
    """The votes that were frozen as needed when the vote opened."""
    assert vote.needed is not None
    return vote.needed


def _keep_options(vote: Vote, count: Count) -> str:
    """The figures of each option; names written in become options behind the printed ones, by votes."""
    printed = options_of(vote)
    for option in printed:
        one = count.options.get(str(option.pk), Tally(option.pk, 0))
        option.in_favour, option.against, option.abstained = one.in_favour, one.against, one.abstained
        option.points = one.points
    written = _written_in(vote, count.write_ins, begin=len(printed) + 1)
    Option.objects.bulk_create(written)
    both = (*printed, *written)
    competing = _competing(vote, both)
    tallies = [tally_of(option) for option in both if option.pk in competing]
    found = chosen(tallies, places=vote.winners, needed=needed_for(vote))
    for option in both:
        option.is_chosen = option.pk in found.chosen and not count.is_void
    Option.objects.bulk_update(both, ["in_favour", "against", "abstained", "points", "is_chosen"])
    return found.outcome


def _competing(vote: Vote, options: Iterable[Option]) -> set[Any]:
    """The lines that can be chosen: in an election those whom the post admits and nobody elected before."""
    if vote.election is None:
        return {option.pk for option in options}
    return course_of(vote.election).competing(vote)


def tally_of(option: Option) -> Tally:
    """What an option came to."""
    return Tally(
        option.pk, option.in_favour or 0, option.against or 0, option.abstained or 0, option.points or 0
    )


def _written_in(vote: Vote, names: Mapping[str, int], *, begin: int) -> list[Option]:
    by_votes = sorted(names, key=lambda name: (-names[name], name))
    return [
        Option(
            township_id=vote.township_id, vote=vote, position=place, label=name, is_write_in=True,
            in_favour=names[name], against=0, abstained=0, points=0,
        )
        for place, name in enumerate(by_votes, start=begin)
    ]  # fmt: skip
