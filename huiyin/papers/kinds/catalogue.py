"""The kinds of paper: what each is called, how it is composed, and what of its context is never kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.papers.blocks import Sheet
from huiyin.papers.kinds import (
    evaluation_form,
    hand_over_letter,
    receipt_slip,
    reply_letter,
    verification_record,
)
from huiyin.papers.wording import listed


@dataclass(frozen=True)
class Kind:
    """`version` changes with every change of words or layout. `secrets` are keys that open something (a
    personal link): they are drawn on the paper but blanked in the stored context. `person` is the key that
    says who gets the paper, wrote it or stands on it; none where the paper names nobody."""

    code: str
    label: str | Promise
    file_name: str
    version: str
    compose: Callable[[Any], Sheet]
    secrets: tuple[str, ...] = ()
    person: str = ""

    def kept(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """The context as the row keeps it."""
        return {key: "" if key in self.secrets else value for key, value in context.items()}

    def person_in(self, context: Mapping[str, Any]) -> str:
        """Whom the paper concerns, by its stored context: a unit, a deputy, several; empty for nobody."""
        named = context.get(self.person, "")
        return named if isinstance(named, str) else listed(named)


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            hand_over_letter.KIND,
            _("Hand-over letter"),
            "交办函",
            hand_over_letter.VERSION,
            hand_over_letter.compose,
            person="addressee",
        ),
        Kind(
            reply_letter.KIND,
            _("Reply letter"),
            "答复函",
            reply_letter.VERSION,
            reply_letter.compose,
            person="organ",
        ),
        Kind(
            evaluation_form.KIND,
            _("Evaluation form"),
            "征询意见表",
            evaluation_form.VERSION,
            evaluation_form.compose,
            ("link", "code"),
            person="deputy",
        ),
        Kind(
            verification_record.KIND,
            _("Verification record"),
            "核验记录",
            verification_record.VERSION,
            verification_record.compose,
            person="verifiers",
        ),
        Kind(
            receipt_slip.KIND,
            _("Receipt slip"),
            "回执",
            receipt_slip.VERSION,
            receipt_slip.compose,
            ("link", "code"),
        ),
    )
}
