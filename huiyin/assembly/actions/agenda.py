"""The agenda: items in their order, one in hand at a time, and who spoke to it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.translation import gettext as _

from huiyin.assembly.actions.meetings import require_no_vote, require_nothing_in_hand
from huiyin.assembly.actions.raising import raise_version
from huiyin.assembly.lifecycle import ITEM_LIFECYCLE, ItemState, MeetingState, VoteState
from huiyin.assembly.models.meetings import AgendaFile, AgendaItem, Meeting, Speech
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.permissions import clerk, office
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.files.actions import keep_upload
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Deputy, User

CHANGEABLE = ("title", "kind", "speaker", "text", "on_agenda")
UP, DOWN = "up", "down"
OVER = (MeetingState.CLOSED, MeetingState.CALLED_OFF)


@act
def plan_item(
    meeting: Meeting,
    *,
    title: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    kind: str = AgendaItem.Kind.REPORT,
    speaker: str = "",
    text: str = "",
    on_agenda: bool = True,
    motion: Motion | None = None,
    matter: Matter | None = None,
    deputy: Deputy | None = None,
) -> AgendaItem:
    """Enter an item at the end of a meeting's agenda.

    Raises ActRefused without a title, or when the meeting is over; PermissionDenied.
    """
    meeting = Meeting.objects.locked(meeting)
    if by is not None and not office(by, meeting):
        raise PermissionDenied("plan_item")
    require_same_township(meeting.township_id, motion, matter, deputy)
    _require_not_over(meeting)
    _require_title(title)
    rows = AgendaItem.objects.filter(township_id=meeting.township_id, meeting=meeting)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        township_id=meeting.township_id, meeting=meeting, position=last + 1, kind=kind, title=title.strip(),
        speaker=speaker, text=text, on_agenda=on_agenda, motion=motion, matter=matter, deputy=deputy,
    )  # fmt: skip
    raise_version(meeting)
    record(item, "plan_item", by=by, at=at, act_id=act_id, kind=kind, position=item.position, **_named(item))
    return item


def _require_not_over(meeting: Meeting) -> None:
    if meeting.state in OVER:
        raise ActRefused(_("This meeting is over; its agenda stays as it is."))


def _require_title(title: str) -> None:
    if not title.strip():
        raise ActRefused(_("The title of the item is missing."))


def _named(item: AgendaItem) -> dict[str, Any]:
    """The title and who speaks may name people: kept beside the entry."""
    return {"private": {"title": item.title, "speaker": item.speaker}}


@act
def change_item(
    item: AgendaItem, *, by: User | None, at: datetime, act_id: UUID, move: str = "", **changes: Any
) -> AgendaItem:
    """Change an item that is still to come, or `move` it "up" or "down" among those to come.

    Raises ActRefused when nothing changes, the title is empty, or there is nothing to change places with.
    """
    if unknown := set(changes) - set(CHANGEABLE):
        raise ValueError(unknown)
    meeting = Meeting.objects.locked(item.meeting)
    item = AgendaItem.objects.locked(item)
    ITEM_LIFECYCLE.check(item, "change_item", by=by)
    _require_not_over(meeting)
    changed = {name: value for name, value in changes.items() if getattr(item, name) != value}
    if not changed and not move:
        raise ActRefused(_("Nothing was changed."))
    _require_title(changed.get("title", item.title))
    for name, value in changed.items():
        setattr(item, name, value)
    if move:
        _change_places(item, move)
    item.save(update_fields=[*changed, "position"])
    raise_version(meeting)
    record(
        item, "change_item", by=by, at=at, act_id=act_id,
        fields=sorted(changed), position=item.position, **_named(item),
    )  # fmt: skip
    return item


def _change_places(item: AgendaItem, move: str) -> None:
    rows = AgendaItem.objects.filter(
        township_id=item.township_id, meeting_id=item.meeting_id, state=ItemState.PLANNED
    )
    if move == UP:
        other = rows.filter(position__lt=item.position).order_by("-position", "-id").first()
    else:
        other = rows.filter(position__gt=item.position).order_by("position", "id").first()
    if other is None:
        first, last = _("This item is the first of those to come."), _("This item is the last one.")
        raise ActRefused(first if move == UP else last)
    item.position, other.position = other.position, item.position
    other.save(update_fields=["position"])


@act
def attach_to_item(
    item: AgendaItem, *, upload: Any, by: User | None, at: datetime, act_id: UUID, caption: str = ""
) -> AgendaFile:
    """Enclose a document or a photo to an item: the report, the draft, the budget.

    Raises ActRefused (UploadRefused) for a file that is too large or not readable; PermissionDenied.
    """
    item = AgendaItem.objects.locked(item)
    if by is not None and not clerk(by, item):
        raise PermissionDenied("attach_to_item")
    file = keep_upload(item.township, upload, by=by, at=at)
    link = AgendaFile.objects.create(
        township_id=item.township_id, item=item, file=file, caption=caption.strip()
    )
    record(
        item, "attach_to_item", by=by, at=at, act_id=act_id, sha256=file.sha256, private={"caption": caption}
    )
    return link


@act
def take_up_item(item: AgendaItem, *, by: User | None, at: datetime, act_id: UUID) -> AgendaItem:
    """Take an item in hand; the hall's screen shows it.

    Raises ActRefused when the meeting is not open, or another item is in hand.
    """
    meeting = Meeting.objects.locked(item.meeting)
    item = AgendaItem.objects.locked(item)
    ITEM_LIFECYCLE.check(item, "take_up_item", by=by)
    _require_open(meeting)
    require_nothing_in_hand(meeting)
    ITEM_LIFECYCLE.move(item, "take_up_item", by=by)
    item.taken_up_at = at
    item.save(update_fields=["state", "taken_up_at"])
    raise_version(meeting)
    record(item, "take_up_item", by=by, at=at, act_id=act_id, position=item.position)
    return item


def _require_open(meeting: Meeting) -> None:
    if meeting.state != MeetingState.OPEN:
        raise ActRefused(_("The meeting is not open: open the meeting first."))


@act
def finish_item(item: AgendaItem, *, by: User | None, at: datetime, act_id: UUID) -> AgendaItem:
    """Finish the item in hand.

    Raises ActRefused while a vote of it is open, or its result was not announced.
    """
    meeting = Meeting.objects.locked(item.meeting)
    item = AgendaItem.objects.locked(item)
    ITEM_LIFECYCLE.check(item, "finish_item", by=by)
    require_no_vote(Vote.objects.filter(township_id=item.township_id, item=item))
    ITEM_LIFECYCLE.move(item, "finish_item", by=by)
    item.done_at = at
    item.save(update_fields=["state", "done_at"])
    raise_version(meeting)
    record(item, "finish_item", by=by, at=at, act_id=act_id, position=item.position)
    return item


@act
def put_back_item(item: AgendaItem, *, by: User | None, at: datetime, act_id: UUID) -> AgendaItem:
    """Put an item back that was taken up by mistake: it is still to come.

    Raises ActRefused once somebody spoke on it or a vote on it was opened.
    """
    meeting = Meeting.objects.locked(item.meeting)
    item = AgendaItem.objects.locked(item)
    ITEM_LIFECYCLE.check(item, "put_back_item", by=by)
    begun = Vote.objects.filter(township_id=item.township_id, item=item, opened_at__isnull=False)
    if item.speeches.exists() or begun.exists():
        raise ActRefused(_("Somebody spoke on this item or it was voted on; finish it instead."))
    ITEM_LIFECYCLE.move(item, "put_back_item", by=by)
    item.taken_up_at = None
    item.save(update_fields=["state", "taken_up_at"])
    raise_version(meeting)
    record(item, "put_back_item", by=by, at=at, act_id=act_id, position=item.position)
    return item


@act
def drop_item(
    item: AgendaItem, *, by: User | None, at: datetime, act_id: UUID, reason: str = ""
) -> AgendaItem:
    """Take an item that is still to come off the agenda; it stays readable as taken off.

    Raises ActRefused while a vote is prepared for it.
    """
    meeting = Meeting.objects.locked(item.meeting)
    item = AgendaItem.objects.locked(item)
    ITEM_LIFECYCLE.check(item, "drop_item", by=by)
    prepared = Vote.objects.filter(township_id=item.township_id, item=item, state=VoteState.PREPARED)
    if prepared.exists():
        raise ActRefused(_("A vote is prepared for this item: cancel the vote first."))
    ITEM_LIFECYCLE.move(item, "drop_item", by=by)
    item.save(update_fields=["state"])
    raise_version(meeting)
    record(item, "drop_item", by=by, at=at, act_id=act_id, position=item.position, private={"reason": reason})
    return item


@act
def note_speech(
    meeting: Meeting,
    *,
    by: User | None,
    at: datetime,
    act_id: UUID,
    item: AgendaItem | None = None,
    deputy: Deputy | None = None,
    speaker: str = "",
    text: str = "",
) -> Speech:
    """Note who spoke (a deputy, a guest, the chair) and what was said; the minutes are drafted from it.

    What is typed after the meeting was closed counts as said when its item, or the meeting, ended.

    Raises ActRefused without a speaker, for an item of another meeting, before the meeting was opened;
    PermissionDenied.
    """
    meeting = Meeting.objects.locked(meeting)
    if by is not None and not office(by, meeting):
        raise PermissionDenied("note_speech")
    require_same_township(meeting.township_id, item, deputy)
    if meeting.state != MeetingState.CLOSED:
        _require_open(meeting)
    if item is not None and item.meeting_id != meeting.pk:
        raise ActRefused(_("This item belongs to another meeting."))
    name = deputy.name if deputy else speaker.strip()
    if not name:
        raise ActRefused(_("Say who spoke."))
    speech = Speech.objects.create(
        township_id=meeting.township_id, meeting=meeting, item=item, deputy=deputy, speaker=name,
        text=text.strip(), at=_said_at(meeting, item, at),
    )  # fmt: skip
    record(
        meeting, "note_speech", by=by, at=at, act_id=act_id, on_behalf_of=deputy,
        item=item.pk if item else None, private={"speaker": name, "text": text},
    )  # fmt: skip
    return speech


def _said_at(meeting: Meeting, item: AgendaItem | None, at: datetime) -> datetime:
    if meeting.state == MeetingState.OPEN:
        return at
    return (item.done_at if item else None) or meeting.closed_at or at
