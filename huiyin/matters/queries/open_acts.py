"""Which acts a person may do with a matter now, and which of them is the next one.

The lifecycle's table says what the state and the role allow; here is added what the records leave to be
done, so that a page offers nothing that would be refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from huiyin.core.lifecycle import Transition
from huiyin.matters.lifecycle import MATTER_LIFECYCLE, MatterState
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.handling import Assignment
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.queries.next_step import Step, Waiting, next_step
from huiyin.matters.queries.page import Records
from huiyin.matters.queries.sight import Sight
from huiyin.people.models import User


@dataclass(frozen=True)
class Scene:
    """What the questions below look at."""

    matter: Matter
    records: Records
    sight: Sight
    today: date

    def orders(self) -> list[Assignment]:
        """The orders in force that this person may act on: the office all of them, a unit its own."""
        every = self.records.orders()
        return every if self.sight.office else [o for o in every if o.unit_id in self.sight.unit_ids]

    def owing(self) -> list[Assignment]:
        replied = {reply.assignment_id for reply in self.records.replies}
        owes = [order for order in self.orders() if order.role != Assignment.Role.ASSISTING]
        return [order for order in owes if order.pk not in replied]

    def leads(self) -> bool:
        """Whether this person is the deputy who leads."""
        leading = [p.deputy_id for p in self.records.petitioners if p.role == Petitioner.Role.LEAD]
        return any(deputy in self.sight.deputy_ids for deputy in leading)


@dataclass(frozen=True)
class OpenActs:
    """The next step in words, the act of the one primary button, and the other acts for the menu."""

    step: Step
    primary: Transition | None
    more: list[Transition]


def open_acts(user: User, matter: Matter, records: Records, sight: Sight, today: date) -> OpenActs:
    """The acts open to this person, the one that the matter needs next apart."""
    scene = Scene(matter, records, sight, today)
    step = step_of(scene)
    found = [
        transition
        for transition in MATTER_LIFECYCLE.open_to(user, matter)
        if transition.page and LEFT.get(transition.act, _always)(scene)
    ]
    wanted = [own_act(scene), step.act] if not sight.office else [step.act]
    primary = next((t for act in wanted for t in found if t.act == act), None)
    return OpenActs(step, primary, [t for t in found if t is not primary])


def own_act(scene: Scene) -> str | None:
    """What a unit or a signer does next, whatever the office waits for."""
    for act in ("sign_for", "reply", "assist", "evaluate"):
        if act in LEFT and LEFT[act](scene):
            return act
    return None


def step_of(scene: Scene) -> Step:
    """The matter's next step, or the request of a unit that lies before the presidium."""
    if scene.matter.state == MatterState.IN_HAND:
        if _sent_back(scene):
            label = _("A unit asks to have its order taken back: decide on it.")
            return Step("decide_send_back", label, "reassign", Waiting.OFFICE)
        if _asked(scene):
            label = _("A unit asks for an extension: decide on it.")
            return Step("decide_extension", label, "decide_extension", Waiting.OFFICE)
    decided = bool(scene.records.round and scene.records.of_round("decisions", scene.records.round))
    step = next_step(scene.matter, scene.today, dissatisfied=0 if decided else _dissatisfied(scene))
    if step.code == "conclude" and decided:
        label = _("The presidium has decided: explain it to who raised it.")
        return Step("explain", label, "explain", Waiting.OFFICE)
    if step.code == "wait_above" and not _unanswered(scene):
        label = _("The body above has answered: pass it on, and close or open the next round.")
        return Step("conclude", label, "explain", Waiting.OFFICE)
    return step


def _dissatisfied(scene: Scene) -> int:
    """How many signers said within the window, which is over, that they are not satisfied."""
    given = scene.records.of_round("evaluations", scene.records.round)
    last = scene.records.round.window_closes_on if scene.records.round else None
    return sum(one.result == "dissatisfied" for one in given if last and one.given_on <= last)


def _always(_scene: Scene) -> bool:
    return True


def _window_over(scene: Scene) -> bool:
    return scene.matter.state != MatterState.ANSWERED or scene.matter.is_window_closed(scene.today)


def _sent_back(scene: Scene) -> bool:
    return any(order.sent_back_at and not order.send_back_answer for order in scene.records.orders())


def _asked(scene: Scene) -> bool:
    present = scene.records.of_round("extensions", scene.records.round)
    return any(not extension.answer for extension in present)


def _unanswered(scene: Scene) -> bool:
    return any(referral.answered_on is None for referral in scene.records.referrals)


def _may_ask_extension(scene: Scene) -> bool:
    present = scene.records.of_round("extensions", scene.records.round)
    asked = any(extension.answer != "refused" for extension in present)
    wide = scene.records.round is not None and scene.records.round.wide
    late = scene.matter.due_on is not None and scene.matter.due_on < scene.today
    return bool(scene.orders()) and not (asked or wide or late)


def _open_promises(scene: Scene) -> bool:
    return any(p.state in (Promise.State.OPEN, Promise.State.EXTENDED) for p in scene.records.promises)


def _may_track(scene: Scene) -> bool:
    """A promise is open; where a signer is dissatisfied, one that was made in this round."""
    decided = bool(scene.records.of_round("decisions", scene.records.round))
    if decided or not _dissatisfied(scene):
        return _open_promises(scene)
    replies = {reply.pk for reply in scene.records.of_round("replies", scene.records.round)}
    return any(p.settled_on is None and p.reply_id in replies for p in scene.records.promises)


def _may_evaluate(scene: Scene) -> bool:
    """In the window whoever signed; afterwards the office alone, for a form that lies on its table."""
    if scene.matter.state == MatterState.ANSWERED:
        return bool(scene.records.deputies) and (scene.sight.office or scene.sight.signer)
    given = scene.records.of_round("evaluations", scene.records.round)
    asked = scene.records.round is not None and scene.records.round.window_closes_on is not None
    return scene.sight.office and asked and len(given) < len(scene.records.deputies)


def _may_decide(scene: Scene) -> bool:
    present = scene.records.of_round("decisions", scene.records.round)
    return _window_over(scene) and not present


def _voters(scene: Scene) -> bool:
    return any(p.deputy_id is None and p.erased_at is None for p in scene.records.petitioners)


def _may_open_round(scene: Scene) -> bool:
    """There is a reason that the records bear out, or the matter is closed and came back."""
    if scene.matter.state in (MatterState.SOLVED, MatterState.EXPLAINED):
        return True
    round_ = scene.records.round
    ratings = scene.records.of_round("evaluations", round_)
    found = scene.records.of_round("verifications", round_)
    return _window_over(scene) and (
        any(one.result == "dissatisfied" for one in ratings)
        or bool(found and found[-1].result != Verification.Result.SOLVED)
        or any(promise.state == Promise.State.BROKEN for promise in scene.records.promises)
    )


LEFT: dict[str, Callable[[Scene], bool]] = {
    "withdraw": lambda scene: scene.sight.office or scene.leads(),
    "sign_for": lambda scene: any(order.signed_for_at is None for order in scene.orders()),
    "send_back": lambda scene: any(order.sent_back_at is None for order in scene.orders()),
    "reassign": _sent_back,
    "contact": lambda scene: bool(scene.orders() and scene.records.deputies),
    "ask_extension": _may_ask_extension,
    "decide_extension": _asked,
    "assist": lambda scene: any(
        order.role == Assignment.Role.ASSISTING and not order.opinion_on for order in scene.orders()
    ),
    "reply": lambda scene: bool(scene.owing()),
    "supervise": lambda scene: scene.matter.supervised_at is None,
    "evaluate": _may_evaluate,
    "verify": _window_over,
    "track": lambda scene: _window_over(scene) and _may_track(scene),
    "settle_promise": _open_promises,
    "open_round": _may_open_round,
    "refer_up": _window_over,
    "answer_from_above": _unanswered,
    "decide": _may_decide,
    "explain": _window_over,
    "erase": _voters,
}
