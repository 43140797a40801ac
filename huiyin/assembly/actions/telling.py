"""A secret ballot on paper: two tellers count apart, and what they counted must agree."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from huiyin.assembly.ballots import SAID, BallotPaper, normal_name
from huiyin.assembly.counting import most_points
from huiyin.assembly.lifecycle import VOTE_LIFECYCLE
from huiyin.assembly.models.votes import TellerSheet, Vote
from huiyin.assembly.queries.votes import (
    TELLERS,
    Attempt,
    attempts_of,
    ballot_paper,
    figures_on,
    open_attempt,
)
from huiyin.core.errors import ActRefused
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import User


@act
def enter_sheet(
    vote: Vote,
    *,
    teller: int,
    teller_name: str,
    issued: int,
    returned: int,
    void: int,
    counts: Mapping[str, Any],
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> TellerSheet:
    """Enter what one of two tellers counted, without a look at the other's sheet.

    `counts`: `{"": {"in_favour": …, "against": …, "abstained": …}}` of a decision; else the same by the
    option's key (of a ranked choice also `points`), and `write_ins` with how often each name was written in.
    When both sheets of a count agree the vote can be closed; when they differ the difference is kept and
    the next sheets are a recount. Ballots that came back are at most those given out; else the vote is void.

    Raises ActRefused when the sheet contradicts itself or this teller's sheet is in already.
    """
    vote = Vote.objects.locked(vote)
    VOTE_LIFECYCLE.move(vote, "enter_count", by=by)
    if vote.method != Vote.Method.PAPER:
        raise ActRefused(_("This vote is not taken on paper."))
    attempt = open_attempt(attempts_of(vote))
    _require_free(attempt, teller, teller_name.strip())
    sheet = TellerSheet(
        township_id=vote.township_id, vote=vote, teller=teller, attempt=attempt.number,
        teller_name=teller_name.strip(), typed_by=by, typed_at=at,
        issued=issued, returned=returned, void=void, counts=_whole(vote, counts),
    )  # fmt: skip
    _require_sound(vote, sheet)
    sheet.save(force_insert=True)
    both = Attempt(attempt.number, {**attempt.sheets, teller: sheet})
    record(
        vote, "enter_count", by=by, at=at, act_id=act_id, private={"teller_name": sheet.teller_name},
        teller=teller, attempt=attempt.number, issued=issued, returned=returned, void=void,
        agree=both.agrees if both.is_complete else None, differences=len(both.differing),
    )  # fmt: skip
    return sheet


def _require_free(attempt: Attempt, teller: int, name: str) -> None:
    if teller not in TELLERS or not name:
        raise ActRefused(_("Say which of the two tellers counted, and the teller's name."))
    if attempt.agrees:
        raise ActRefused(_("Both sheets are in and agree. Close the vote."))
    if teller in attempt.sheets:
        raise ActRefused(
            _("The sheet of teller %(teller)s is in already. The other teller's is awaited.")
            % {"teller": teller}
        )
    if any(sheet.teller_name == name for sheet in attempt.sheets.values()):
        raise ActRefused(
            _("%(name)s counted already. The second count is another person's.") % {"name": name}
        )


def _whole(vote: Vote, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The counts in their one form: every option, every mark, names without blanks."""
    paper = ballot_paper(vote)
    marks = (*SAID, "points") if paper.kind == "ranked" else SAID
    lines = ("",) if paper.kind == "decision" else paper.options
    found: dict[str, Any] = {
        key: {word: int(typed.get(key, {}).get(word) or 0) for word in marks} for key in lines
    }
    if paper.takes_write_ins:
        found["write_ins"] = _to_printed(paper, found, _names(typed.get("write_ins", {})))
    return found


def _to_printed(paper: BallotPaper, found: dict[str, Any], names: dict[str, int]) -> dict[str, int]:
    """Whoever writes in a name that is printed votes for the person printed; the others remain written in."""
    printed = {normal_name(label): key for key, label in paper.options.items()}
    for name in [name for name in names if name in printed]:
        found[printed[name]]["in_favour"] += names.pop(name)
    return names


def _names(typed: Mapping[str, int]) -> dict[str, int]:
    names: dict[str, int] = {}
    for name, many in typed.items():
        if many and (plain := normal_name(name)):
            names[plain] = names.get(plain, 0) + many
    return names


def _require_sound(vote: Vote, sheet: TellerSheet) -> None:
    """A sheet must not contradict itself. Of a vote that is void nothing more is asked."""
    if min(figures_on(sheet)) < 0:
        raise ActRefused(_("A count cannot be less than nothing."))
    if sheet.issued > (vote.present or 0):
        raise ActRefused(
            _("%(issued)s ballots given out are more than the %(present)s who were present.")
            % {"issued": sheet.issued, "present": vote.present}
        )
    if sheet.returned > sheet.issued:
        return
    if sheet.void > sheet.returned:
        raise ActRefused(_("There are more void ballots than ballots that came back."))
    valid = sheet.returned - sheet.void
    if "" in sheet.counts:
        _require_sum(sheet.counts[""], valid)
    else:
        _require_options(vote, sheet.counts, valid)


def _require_sum(said: Mapping[str, int], valid: int) -> None:
    if sum(said.values()) != valid:
        raise ActRefused(
            _(
                "For, against and abstentions are %(sum)s together, but %(valid)s ballots are valid"
                " (returned without void)."
            )
            % {"sum": sum(said.values()), "valid": valid}
        )


def _require_options(vote: Vote, counts: Mapping[str, Any], valid: int) -> None:
    paper = ballot_paper(vote)
    written: Mapping[str, int] = counts.get("write_ins", {})
    for key, label in paper.options.items():
        marks = sum(counts[key][word] for word in SAID)
        if marks > valid:
            raise ActRefused(
                _("%(name)s has %(marks)s marks, but only %(valid)s ballots are valid.")
                % {"name": label, "marks": marks, "valid": valid}
            )
    given = sum(counts[key]["in_favour"] for key in paper.options) + sum(written.values())
    if given > valid * vote.winners:
        raise ActRefused(
            _("%(given)s votes were given, but %(valid)s valid ballots hold at most %(most)s.")
            % {"given": given, "valid": valid, "most": valid * vote.winners}
        )
    points = sum(counts[key].get("points", 0) for key in paper.options)
    if points > most_points(valid, places=vote.winners):
        raise ActRefused(
            _("%(points)s points are more than %(valid)s valid ballots can give.")
            % {"points": points, "valid": valid}
        )
