"""The demonstration town, built by the same acts that people use, on whatever day it is shown.

Last year is the ledger's: imported as an office would import its own, then taken through the loop. This year
is under way, with a matter in every state around today. A year that is only days old borrows from the last
weeks of the year before.
"""

import secrets
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from huiyin.core.tenancy import uuid7
from huiyin.deadlines.actions import choose_profile
from huiyin.demo.congress.telling import between_sessions, hold_third_session
from huiyin.demo.days import Days, almanac, moment
from huiyin.demo.places import Founding, found_town
from huiyin.demo.steps import coming_in, handling, judging, papers
from huiyin.demo.tales import Tale, tales
from huiyin.demo.telling import Telling, tell_all
from huiyin.demo.town import Town
from huiyin.matters.actions.importing import import_ledger
from huiyin.matters.actions.settings import add_field, choose_scheme, close_field, set_up_loop
from huiyin.matters.imports.proposal import propose_import
from huiyin.matters.imports.workbook import read_file
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.settings import Field

LEDGER = Path(__file__).parent / "data" / "ledger-2024.xlsx"
SCHEME = "four_way_limits"  # the ledger's own categories
OWN_FIELDS = {"活动场所": "Meeting places", "城镇建设": "Town construction", "文化": "Culture"}
NOT_USED = ("集镇建设", "活动场所与文化体育")
IMPORTED = "10-11"
ACTS = {
    "draft": coming_in.draft,
    "submit": coming_in.submit,
    "enter": coming_in.enter,
    "return": coming_in.return_,
    "decline": coming_in.decline,
    "merge": coming_in.merge,
    "withdraw": coming_in.withdraw,
    "hand_over": handling.hand_over,
    "open_round": handling.next_round,
    "sign_for": handling.signed_for,
    "send_back": handling.sent_back,
    "contact": handling.contact,
    "ask_extension": handling.extension_asked,
    "assist": handling.assisted,
    "urge": handling.urged,
    "supervise": handling.supervised,
    "reply": handling.reply,
    "evaluate": judging.evaluate,
    "verify": judging.verify,
    "track": judging.track,
    "settle": judging.settle,
    "refer_up": judging.refer,
    "answer": judging.answered_from_above,
    "decide": judging.decide,
    "explain": judging.explain,
    "tell": judging.tell_signers,
    "correct": judging.correct,
    "issue_hand_over_letter": papers.hand_over_letter,
    "issue_reply_letter": papers.reply_letter,
    "issue_evaluation_form": papers.evaluation_form,
    "issue_verification_record": papers.verification_record,
    "issue_receipt": papers.receipt,
}
PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def make_password() -> str:
    """A password for this installation: 60 random bits in three groups, easy to read aloud."""
    letters = "".join(secrets.choice(PASSWORD_LETTERS) for _place in range(12))
    return "-".join(letters[n : n + 4] for n in (0, 4, 8))


@transaction.atomic
def build_town(*, today: date, password: str = "") -> Town:
    """Build the demonstration town as it stands on the morning of `today`; all of it or nothing.

    Raises ActRefused where an act refuses, for example when the town is there already.
    """
    days = almanac(today)
    town = found_town(days, password or make_password())
    _choose_rules(town, days)
    hold_third_session(town, days)
    _import_ledger(town, days)
    began = moment(days.work(days.named(IMPORTED)), 360)
    tellings = (_telling(town, days, tale, place, began) for place, tale in enumerate(tales(days)))
    tell_all(tellings, ACTS, today, between_sessions(town, days))
    return town


def _choose_rules(town: Town, days: Days) -> None:
    """The town's own choices, made after the founding on the same day."""
    founding = Founding(days)
    founding.minute = 200
    choose_profile(town.township, profile="national", **founding.now())
    set_up_loop(town.township, **founding.now())
    choose_scheme(town.township, scheme=SCHEME, **founding.now())
    for name, english in OWN_FIELDS.items():
        add_field(town.township, name=name, name_en=english, **founding.now())
    for field in Field.objects.of(town.township).filter(name__in=NOT_USED).order_by("position"):
        close_field(field, **founding.now())
    town.fields = {field.name: field for field in Field.objects.of(town.township).in_use()}


def _import_ledger(town: Town, days: Days) -> None:
    """The clerk imports last year's ledger; the days are moved by whole years where that year is another."""
    at = moment(days.work(days.named(IMPORTED)), 60)
    proposal = propose_import(read_file(LEDGER), town.township, today=localdate(at), shift=days.shift)
    import_ledger(town.township, ledger=proposal.ledger, by=town.clerk, at=at, act_id=uuid7())
    for matter in Matter.objects.of(town.township):
        key = "ledger" if matter.session_id else "between"
        town.matters[f"{key} {matter.serial}"] = matter


def _telling(town: Town, days: Days, tale: Tale, place: int, began: datetime) -> Telling:
    """A tale of the ledger begins with what the ledger left out, on the afternoon of the import."""
    if not tale.ledger_row:
        return Telling(town, days, tale, place, began)
    completed = Tale(tale.words, ({"act": "correct", "when": "+0"}, *tale.steps))
    return Telling(town, days, completed, place, began, town.matters[tale.name])
