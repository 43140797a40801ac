"""The kinds of paper: what each is called, how it is composed, and what of its context is never kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.papers.blocks import Sheet
from huiyin.papers.kinds import (
    agenda,
    announcement,
    ballot,
    chair_script,
    day_plan,
    delegations_list,
    evaluation_form,
    hand_over_letter,
    minutes,
    qualification_report,
    receipt_slip,
    reply_letter,
    resolution,
    results,
    roster,
    session_notice,
    sign_in_sheet,
    tally_sheet,
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


def _kind(
    module: Any, label: Any, file_name: str, *, person: str = "", secrets: tuple[str, ...] = ()
) -> Kind:
    return Kind(module.KIND, label, file_name, module.VERSION, module.compose, secrets, person)


OF_ASSEMBLY = (  # in the order in which a session needs them, which is that of its package
    _kind(
        session_notice,
        _("Notice of the session"),
        "会议通知",
        person="deputies",
        secrets=("codes", "links"),
    ),
    _kind(agenda, _("Agenda"), "议程"),
    _kind(day_plan, _("Plan of the days"), "日程"),
    _kind(roster, _("Roster of deputies"), "代表名册"),
    _kind(delegations_list, _("Delegations and guests"), "代表团和列席人员名单"),
    _kind(qualification_report, _("Report on the deputies' seats"), "代表资格审查报告"),
    _kind(sign_in_sheet, _("Sign-in sheet"), "签到表"),
    _kind(chair_script, _("Chair's script"), "主持词", person="chair"),
    _kind(ballot, pgettext_lazy("paper", "Ballot"), "表决票和选票"),
    _kind(tally_sheet, _("Tally sheet"), "计票单", person="tellers"),
    _kind(resolution, _("Resolution"), "决议"),
    _kind(announcement, _("Announcement"), "公告", person="names"),
    _kind(results, _("Summary of votes"), "表决和选举结果汇总表"),
    _kind(minutes, _("Minutes"), "会议记录", person="chair"),
)
KINDS = {
    kind.code: kind
    for kind in (
        *OF_ASSEMBLY,
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
