"""How the journal says the acts of this app and their facts: acts of a lifecycle as their buttons say."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.lifecycle import (
    BY_ELECTION_LIFECYCLE,
    CONVOCATION_LIFECYCLE,
    ELECTION_LIFECYCLE,
    INTERPELLATION_LIFECYCLE,
    ITEM_LIFECYCLE,
    MEETING_LIFECYCLE,
    MOTION_LIFECYCLE,
    VOTE_LIFECYCLE,
)
from huiyin.assembly.queries.election_facts import election_facts
from huiyin.assembly.queries.motion_facts import motion_facts
from huiyin.assembly.queries.seat_facts import seat_facts
from huiyin.assembly.queries.session_facts import session_facts
from huiyin.assembly.queries.vote_facts import vote_facts
from huiyin.journal.words import Facts

LIFECYCLES = (
    CONVOCATION_LIFECYCLE,
    MEETING_LIFECYCLE,
    ITEM_LIFECYCLE,
    MOTION_LIFECYCLE,
    INTERPELLATION_LIFECYCLE,
    VOTE_LIFECYCLE,
    ELECTION_LIFECYCLE,
    BY_ELECTION_LIFECYCLE,
)

OF_SESSIONS = {
    "prepare_session": _("Prepare a session"),
    "settle_preparation": _("Settle a line of the checklist"),
    "add_preparation": _("Add a line to the checklist"),
    "recompute_preparations": _("Reckon the checklist anew"),
    "form_delegations": _("Form the delegations"),
    "enter_delegation": _("Enter a delegation"),
    "change_delegation": _("Change a delegation"),
    "dissolve_delegation": _("Dissolve a delegation"),
    "invite_guest": _("Enter who attends without a vote"),
    "uninvite_guest": _("Take somebody from those who attend"),
    "plan_meeting": _("Plan a meeting"),
    "plan_item": _("Enter an item of the agenda"),
    "attach_to_item": _("Attach a document to an item"),
    "ask_leave": _("Enter a request for leave"),
    "answer_leave": _("Decide on leave"),
    "sign_in_deputy": _("Sign a deputy in"),
    "sign_in_deputies": _("Sign deputies in from the sheet"),
    "sign_out_deputy": _("Note that a deputy left"),
    "strike_presence": _("Take back a signing-in"),
    "note_speech": _("Note who spoke"),
}
OF_SEATS = {
    "plan_seats": _("Lay down the number of seats"),
    "announce_seat": _("Announce a change of seats"),
    "end_seat_after_vote": _("End a seat by the vote of a meeting"),
    "end_seat_for_absence": _("End a seat for absence"),
    "announce_by_election": _("Announce a by-election"),
}
OF_MOTIONS = {
    "draft_motion": _("Enter a motion"),
    "draft_interpellation": _("Enter an interpellation"),
}
OF_PRESIDIUM = {
    "decide_in_presidium": _("Record a decision of the presidium's meeting"),
    "propose_items": _("Put what waits on the agenda"),
}
OF_VOTES = {"prepare_vote": _("Prepare a vote")}
OF_ELECTIONS = {"call_election": _("Call an election")}
OF_PAPERS = {"issue_assembly_paper": _("Issue a paper of the assembly")}

ACT_LABELS = {
    **{act: one.label for lifecycle in LIFECYCLES for act, one in lifecycle.index.items()},
    **OF_SESSIONS,
    **OF_SEATS,
    **OF_MOTIONS,
    **OF_PRESIDIUM,
    **OF_VOTES,
    **OF_ELECTIONS,
    **OF_PAPERS,
}


def assembly_facts(facts: Facts) -> Iterable[str]:
    """The facts of an act of the assembly in words: who was present, what was counted, what came of it."""
    if "present" in facts and "of_all" in facts:
        yield gettext("%(present)s of %(of_all)s present") % facts
    yield from session_facts(facts)
    yield from motion_facts(facts)
    yield from seat_facts(facts)
    yield from vote_facts(facts)
    yield from election_facts(facts)
