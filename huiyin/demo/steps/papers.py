"""Steps that issue a paper."""

from django.urls import reverse

from huiyin.demo.telling import Telling
from huiyin.matters.actions.issuing import (
    LinkTo,
    issue_evaluation_form,
    issue_hand_over_letter,
    issue_receipt,
    issue_reply_letter,
    issue_verification_record,
)
from huiyin.matters.models.answers import Reply
from huiyin.matters.models.checks import Verification

ADDRESS = "http://127.0.0.1:8000"


def hand_over_letter(telling: Telling) -> None:
    issue_hand_over_letter(telling.its_matter, **telling.by_clerk())


def reply_letter(telling: Telling) -> None:
    replies = Reply.objects.of(telling.town.township).filter(matter=telling.its_matter)
    issue_reply_letter(replies.order_by("-id")[0], **telling.by_clerk())


def evaluation_form(telling: Telling) -> None:
    issue_evaluation_form(telling.signer(), link_to=_link_to(telling, "links:open"), **telling.by_clerk())


def verification_record(telling: Telling) -> None:
    verifications = Verification.objects.of(telling.town.township).filter(matter=telling.its_matter)
    issue_verification_record(
        telling.its_matter, verification=verifications.order_by("-id")[0], **telling.by_clerk()
    )


def receipt(telling: Telling) -> None:
    issue_receipt(telling.signer(), link_to=_link_to(telling, "links:receipt"), **telling.by_clerk())


def _link_to(telling: Telling, name: str) -> LinkTo:
    """The address behind a QR code, as the demonstration is served."""
    slug = telling.town.township.slug
    return lambda token: ADDRESS + reverse(name, args=[slug, token])
