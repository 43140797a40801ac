"""Taking matters in: kept as a draft, handed in, entered from paper, registered with a number."""

import dataclasses
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.counters import next_number
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.journal.models import Channel
from huiyin.matters.actions.clocks import SAVED_DUE, events_of, refresh_due, start_clock, stop_clocks
from huiyin.matters.actions.indexing import index_matter
from huiyin.matters.lifecycle import MATTER_LIFECYCLE, MatterState
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.models.settings import Field, LoopSettings
from huiyin.matters.numbering import series_of, written
from huiyin.people.models import Deputy, User
from huiyin.people.permissions import has_role, is_clerk
from huiyin.people.roles import Role
from huiyin.townships.models import Session, Township, Village


@dataclasses.dataclass(frozen=True)
class Slip:
    """What a paper, a call or a form says when a matter comes in."""

    title: str
    received_on: date
    situation: str = ""
    request: str = ""
    kind: str = Matter.Kind.SUGGESTION
    channel: str = Matter.Channel.PAPER
    session: Session | None = None
    field: Field | None = None
    village: Village | None = None
    lead: Deputy | None = None
    cosigners: list[Deputy] = dataclasses.field(default_factory=list)
    voter_name: str = ""
    voter_phone: str = ""
    way: str = Petitioner.Way.PAPER
    secrecy: bool = False
    typed_for: bool = False
    similar_to: Matter | None = None

    @property
    def is_of_voter(self) -> bool:
        return self.kind == Matter.Kind.OPINION

    @property
    def private(self) -> dict[str, str]:
        texts = {"title": self.title, "situation": self.situation, "request": self.request}
        return {name: text for name, text in texts.items() if text}


@act
def submit_matter(
    township: Township,
    *,
    slip: Slip,
    by: User | None,
    at: datetime,
    act_id: UUID,
    channel: str = Channel.DESK,
) -> Matter:
    """Hand in a matter for the office's review; it has no number yet.

    Raises ActRefused when the slip is incomplete, PermissionDenied when the person is neither office nor the
    deputy.
    """
    _require_may_submit(township, slip, by)
    _require_received(slip, at)
    matter = _new(township, slip, state=MatterState.SUBMITTED)
    index_matter(matter)
    record(
        matter, "submit", by=by, at=at, act_id=act_id, channel=channel, private=slip.private, kind=slip.kind
    )
    return matter


@act
def enter_matter(
    township: Township,
    *,
    slip: Slip,
    by: User | None,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
    channel: str = Channel.DESK,
    imported_from: str = "",
) -> Matter:
    """The clerk types in what came on paper, by telephone or by word of mouth, and registers it at once.

    The matter gets the next number of its series (no gap, no reuse) and its hand-over clock starts at the
    receipt. `imported_from` names the row of an old ledger, so that a second import finds it.

    Raises ActRefused when the slip is incomplete; PermissionDenied when `by` is no clerk here.
    """
    if by is not None and not is_clerk(by, township):
        raise PermissionDenied("register")
    _require_received(slip, at)
    matter = _new(township, slip, state=MatterState.SUBMITTED, imported_from=imported_from)
    _number(matter, at)
    record(
        matter,
        "register",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        channel=channel,
        on_behalf_of=slip.lead if slip.typed_for else None,
        private=slip.private,
        number=matter.number,
        kind=slip.kind,
        received_on=slip.received_on,
        due_on=matter.due_on,
    )
    return matter


@act
def register_matter(matter: Matter, *, by: User, at: datetime, act_id: UUID) -> Matter:
    """Accept a submitted matter: it gets the next number of its series; the hand-over clock starts.

    Raises ActRefused when it is not awaiting review; PermissionDenied when `by` is no clerk here.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "register", by=by)
    _number(matter, at)
    record(matter, "register", by=by, at=at, act_id=act_id, number=matter.number, due_on=matter.due_on)
    return matter


def _require_may_submit(township: Township, slip: Slip, by: User | None) -> None:
    if by is None or is_clerk(by, township):
        return
    own = by.standing_in(township.pk).deputy_ids
    if not has_role(by, township, Role.DEPUTY) or slip.lead is None or slip.lead.pk not in own:
        raise PermissionDenied("submit")


def _new(township: Township, slip: Slip, *, state: str, imported_from: str = "") -> Matter:
    require_same_township(
        township.pk, slip.session, slip.field, slip.village, slip.lead, slip.similar_to, *slip.cosigners
    )
    _require_complete(slip)
    matter = Matter.objects.create(
        township=township,
        state=state,
        imported_from=imported_from,
        **{
            name: getattr(slip, name)
            for name in (
                "kind",
                "channel",
                "session",
                "title",
                "situation",
                "request",
                "field",
                "village",
                "secrecy",
                "received_on",
                "typed_for",
                "similar_to",
            )
        },
    )
    Petitioner.objects.bulk_create(_petitioners(matter, slip))
    return matter


def _require_complete(slip: Slip) -> None:
    if not slip.title.strip():
        raise ActRefused(_("The title is missing: say in one line what is to be solved."))
    if slip.kind in (Matter.Kind.SUGGESTION, Matter.Kind.MOTION) and slip.lead is None:
        raise ActRefused(_("The deputy who leads is missing."))
    if slip.channel == Matter.Channel.SESSION and slip.session is None:
        raise ActRefused(_("Say in which session it was handed in."))
    signers = [slip.lead, *slip.cosigners]
    if len({deputy.pk for deputy in signers if deputy}) < len([deputy for deputy in signers if deputy]):
        raise ActRefused(_("A deputy stands among the signers twice."))


def _require_received(slip: Slip, at: datetime) -> None:
    if slip.received_on > localdate(at):
        raise ActRefused(_("The day of receipt lies in the future."))


def _petitioners(matter: Matter, slip: Slip) -> list[Petitioner]:
    signers = ([(slip.lead, Petitioner.Role.LEAD)] if slip.lead else []) + [
        (deputy, Petitioner.Role.COSIGNER) for deputy in slip.cosigners
    ]
    rows = [
        Petitioner(
            township_id=matter.township_id, matter=matter, deputy=deputy, role=role, position=n, way=slip.way
        )
        for n, (deputy, role) in enumerate(signers)
    ]
    if slip.is_of_voter and (slip.voter_name or slip.voter_phone or not rows):
        rows.append(
            Petitioner(
                township_id=matter.township_id,
                matter=matter,
                role=Petitioner.Role.VOTER,
                position=len(rows),
                voter_name=slip.voter_name,
                voter_phone=slip.voter_phone,
                way=slip.way,
            )
        )
    return rows


def _number(matter: Matter, at: datetime) -> None:
    """Give the next number of the series and start the hand-over clock."""
    settings = LoopSettings.objects.filter(township_id=matter.township_id).first()
    series = series_of(matter)
    matter.series, matter.serial = series, next_number(matter.township, f"matter:{series}")
    matter.number, matter.short_number = written(matter, matter.serial, settings.patterns if settings else {})
    matter.registered_at = at
    MATTER_LIFECYCLE.move(matter, "register", by=None)
    start_clock(matter, "hand_over", events=events_of(matter))
    refresh_due(matter)
    matter.save(
        update_fields=["series", "serial", "number", "short_number", "registered_at", "state", *SAVED_DUE]
    )
    index_matter(matter)


@act
def draft_matter(township: Township, *, slip: Slip, by: User | None, at: datetime, act_id: UUID) -> Matter:
    """Keep what was begun, to be completed and handed in later; it has no number and binds nobody.

    A deputy's own draft is seen by that deputy alone, one that the office typed by the office.

    Raises ActRefused when the slip is incomplete, PermissionDenied as for handing in.
    """
    _require_may_submit(township, slip, by)
    matter = _new(township, slip, state=MatterState.DRAFT)
    record(matter, "draft", by=by, at=at, act_id=act_id, private=slip.private, kind=slip.kind)
    return matter


@act
def submit_again(matter: Matter, *, by: User | None, at: datetime, act_id: UUID) -> Matter:
    """Hand in a draft, or a matter that was returned and is complete now."""
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.move(matter, "submit", by=by)
    matter.save(update_fields=["state"])
    index_matter(matter)
    record(matter, "submit", by=by, at=at, act_id=act_id)
    return matter


def stop_hand_over_clock(matter: Matter, *, at: datetime, on: date) -> Any:
    """The matter was handed over on this day."""
    return stop_clocks(matter, ["hand_over"], at=at, done_on=on)
