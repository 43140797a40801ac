"""A vote's record as papers say it."""

from huiyin.assembly import counting
from huiyin.assembly.lifecycle import VoteState
from huiyin.assembly.models.votes import Option, Voice, Vote
from huiyin.assembly.papers.phrases import body_of
from huiyin.assembly.titles import post_of
from huiyin.papers.kinds.voting import OptionSaid, VoiceSaid, VoteSaid


def vote_said(vote: Vote) -> VoteSaid:
    """All that was frozen when it opened, counted and announced."""
    options = list(vote.options.order_by("position", "id"))
    tied = _tied(vote, options)
    said: VoteSaid = {
        "title": vote.title,
        "subject": vote.subject,
        "method": vote.method,
        "rule": vote.rule,
        "body": body_of(vote.meeting),
        "post": post_of(vote.township, vote.election.post) if vote.election else "",
        "places": vote.winners,
        "is_ranked": vote.is_ranked,
        "repeats": vote.repeats_id is not None,
        "is_by_election": bool(vote.election and vote.election.is_by_election),
        "takes_write_ins": vote.takes_write_ins,
        "tellers": tellers_of(vote),
        "of_all": vote.of_all or 0,
        "present": vote.present or 0,
        "needed": vote.needed or 0,
        "issued": vote.issued,
        "returned": vote.returned,
        "valid": vote.valid,
        "void": vote.void,
        "in_favour": vote.in_favour,
        "against": vote.against,
        "abstained": vote.abstained,
        "not_voting": vote.not_voting,
        "outcome": vote.outcome,
        "options": [_option(option, option.pk in tied) for option in _in_order(vote, options)],
        "voices": _voices(vote),
    }
    if vote.state == VoteState.CANCELLED:
        said["cancelled"] = vote.reason
    return said


def tellers_of(vote: Vote) -> list[str]:
    """Who counted the ballots on paper, in the last count; the machine counts slips, the chair hands."""
    if vote.method != Vote.Method.PAPER:
        return []
    sheets = list(vote.sheets.order_by("-attempt", "teller"))
    return [one.teller_name for one in sheets if one.attempt == sheets[0].attempt]


def _option(option: Option, is_tied: bool) -> OptionSaid:
    return {
        "label": option.label,
        "note": option.note,
        "is_write_in": option.is_write_in,
        "in_favour": option.in_favour,
        "against": option.against,
        "abstained": option.abstained,
        "points": option.points,
        "is_chosen": bool(option.is_chosen),
        "is_tied": is_tied,
    }


def _tally(option: Option) -> counting.Tally:
    return counting.Tally(option.pk, option.in_favour or 0, points=option.points or 0)


def _tied(vote: Vote, options: list[Option]) -> set[object]:
    """Who was equal at the last place, where the vote ended in a tie."""
    if vote.outcome != Vote.Outcome.TIE:
        return set()
    tallies = [_tally(option) for option in options]
    return set(counting.chosen(tallies, places=vote.winners, needed=vote.needed or 0).tied)


def _in_order(vote: Vote, options: list[Option]) -> list[Option]:
    """As on the ballot; a long choice by what each got, as results are read out."""
    if vote.subject != Vote.Subject.CHOICE or vote.outcome == Vote.Outcome.NONE:
        return options
    return sorted(options, key=lambda option: -_tally(option).weight)


def _voices(vote: Vote) -> list[VoiceSaid]:
    """Of a roll-call: who said what, in the order of the roll."""
    if vote.method != Vote.Method.ROLL_CALL:
        return []
    voices = vote.voices.select_related("deputy").order_by("deputy__initials", "deputy_id")
    by_said: dict[str, list[str]] = {said: [] for said in Voice.Said.values}
    for voice in voices:
        by_said[voice.said].append(voice.deputy.name)
    return [{"said": said, "names": names} for said, names in by_said.items() if names]
