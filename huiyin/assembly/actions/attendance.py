"""Who sits in a meeting from when until when: the quorum and every vote read from it how many are present."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huiyin.assembly.actions.raising import raise_version
from huiyin.assembly.lifecycle import MeetingState
from huiyin.assembly.models.meetings import Meeting, Presence
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.counts import entitled_at
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import Deputy, User


@act
def sign_in_deputy(
    meeting: Meeting,
    *,
    deputy: Deputy,
    by: User | None,
    at: datetime,
    act_id: UUID,
    how: str = Presence.How.NAME,
) -> Presence:
    """Sign a deputy in to a meeting; who left and comes back is signed in again.

    Only who holds a seat of this congress at that moment is counted (in the presidium: its members).

    Raises ActRefused for who holds no seat, is present already, or when the meeting is over;
    PermissionDenied.
    """
    meeting = _sitting(meeting, by, "sign_in_deputy")
    require_same_township(meeting.township_id, deputy)
    if not entitled_at(meeting, at).filter(pk=deputy.pk).exists():
        raise ActRefused(_why_not(meeting, deputy))
    present = Presence.objects.filter(township_id=meeting.township_id, meeting=meeting, deputy=deputy)
    if (now := present.filter(until_at__isnull=True).first()) is not None:
        raise ActRefused(
            _("%(deputy)s is present since %(time)s.")
            % {"deputy": deputy.name, "time": clock_time(now.from_at)}
        )
    presence = Presence.objects.create(
        township_id=meeting.township_id, meeting=meeting, deputy=deputy, from_at=at, how=how
    )
    raise_version(meeting)
    record(meeting, "sign_in_deputy", by=by, at=at, act_id=act_id, on_behalf_of=deputy, how=how)
    return presence


def _sitting(meeting: Meeting, by: User | None, act: str) -> Meeting:
    """The meeting, held, for the office, before or while it sits."""
    meeting = Meeting.objects.locked(meeting)
    if by is not None and not office(by, meeting):
        raise PermissionDenied(act)
    if meeting.state not in (MeetingState.PLANNED, MeetingState.OPEN):
        raise ActRefused(_("This meeting is over; nobody can be signed in or out any more."))
    return meeting


def _why_not(meeting: Meeting, deputy: Deputy) -> str:
    if meeting.body == "presidium":
        said = _("%(deputy)s is no member of the presidium and is not counted in its meetings.")
    else:
        said = _(
            "%(deputy)s holds no seat of this congress now and cannot be signed in. "
            "Who only attends is entered as a guest."
        )
    return said % {"deputy": deputy.name}


def clock_time(moment: datetime) -> str:
    """8:52, as the wall clock of the hall says it."""
    local = localtime(moment)
    return f"{local.hour}:{local.minute:02}"


@act
def sign_in_deputies(
    meeting: Meeting,
    *,
    deputies: Sequence[Deputy],
    by: User | None,
    at: datetime,
    act_id: UUID,
    since: datetime | None = None,
) -> Meeting:
    """Sign in at once all who signed the paper sheet; who is present already stays as he is.

    `since` is when they took their seats, where the sheet is typed in later. A vote that was opened in
    between keeps its count of those present: then they cannot have been there before it.

    Raises ActRefused when one of them holds no seat, nobody is named, or a vote lies in between.
    """
    meeting = _sitting(meeting, by, "sign_in_deputies")
    require_same_township(meeting.township_id, *deputies)
    since = since or at
    _require_past(since, at)
    _require_no_vote_since(meeting, since)
    coming = _coming(meeting, deputies, since)
    Presence.objects.bulk_create(
        Presence(
            township_id=meeting.township_id, meeting=meeting, deputy=one, from_at=since,
            how=Presence.How.PAPER,
        )
        for one in coming
    )  # fmt: skip
    raise_version(meeting)
    record(
        meeting, "sign_in_deputies", by=by, at=at, act_id=act_id,
        deputies=[one.pk for one in coming], since=since, how=Presence.How.PAPER,
    )  # fmt: skip
    return meeting


def _require_past(since: datetime, at: datetime) -> None:
    if since > at:
        raise ActRefused(_("This time lies in the future."))


def _coming(meeting: Meeting, deputies: Sequence[Deputy], since: datetime) -> list[Deputy]:
    """Those of them who are not present yet, each entitled and never in two places of the sheet at once."""
    entitled = set(entitled_at(meeting, since).values_list("pk", flat=True))
    for deputy in deputies:
        if deputy.pk not in entitled:
            raise ActRefused(_why_not(meeting, deputy))
    rows = Presence.objects.filter(township_id=meeting.township_id, meeting=meeting)
    here = set(rows.filter(until_at__isnull=True).values_list("deputy_id", flat=True))
    coming = [deputy for deputy in deputies if deputy.pk not in here]
    if not coming:
        raise ActRefused(_("Mark who is present; those marked are signed in already."))
    if rows.filter(deputy__in=coming, until_at__gt=since).exists():
        raise ActRefused(_("Somebody marked here left after this time; name a later one."))
    return coming


def _require_no_vote_since(meeting: Meeting, since: datetime) -> None:
    votes = Vote.objects.filter(township_id=meeting.township_id, meeting=meeting, opened_at__gt=since)
    if (vote := votes.order_by("opened_at").first()) is not None and vote.opened_at is not None:
        said = {"time": clock_time(vote.opened_at), "vote": vote.title, "present": vote.present}
        raise ActRefused(
            _("At %(time)s the vote “%(vote)s” was opened with %(present)s present; name a time after it.")
            % said
        )


@act
def sign_out_deputy(presence: Presence, *, by: User | None, at: datetime, act_id: UUID) -> Presence:
    """Note that a deputy left before the end. Numbers that a vote froze stay as they were.

    Raises ActRefused for who left already, or when the meeting is over; PermissionDenied.
    """
    meeting = _sitting(presence.meeting, by, "sign_out_deputy")
    presence = Presence.objects.locked(presence)
    if presence.until_at is not None:
        raise ActRefused(
            _("%(deputy)s left at %(time)s.")
            % {"deputy": presence.deputy.name, "time": clock_time(presence.until_at)}
        )
    presence.until_at = max(at, presence.from_at)
    presence.save(update_fields=["until_at"])
    raise_version(meeting)
    record(meeting, "sign_out_deputy", by=by, at=at, act_id=act_id, on_behalf_of=presence.deputy)
    return presence


@act
def strike_presence(presence: Presence, *, by: User | None, at: datetime, act_id: UUID) -> Presence:
    """Take back that a deputy was signed in by mistake: the deputy counts as never having been there.

    Raises ActRefused when a vote was opened since, whose numbers counted the deputy, or for who left already;
    PermissionDenied.
    """
    meeting = _sitting(presence.meeting, by, "strike_presence")
    presence = Presence.objects.locked(presence)
    if presence.until_at is not None:
        raise ActRefused(
            _("%(deputy)s left at %(time)s.")
            % {"deputy": presence.deputy.name, "time": clock_time(presence.until_at)}
        )
    _require_uncounted(presence)
    presence.until_at = presence.from_at
    presence.save(update_fields=["until_at"])
    raise_version(meeting)
    record(meeting, "strike_presence", by=by, at=at, act_id=act_id, on_behalf_of=presence.deputy)
    return presence


def _require_uncounted(presence: Presence) -> None:
    opened = Vote.objects.filter(township_id=presence.township_id, meeting=presence.meeting_id)
    if opened.filter(opened_at__gte=presence.from_at).exists():
        raise ActRefused(
            _(
                "A vote was opened since with %(deputy)s counted as present. "
                "Note instead that the deputy left."
            )
            % {"deputy": presence.deputy.name}
        )
