"""Steps by which deputies and presidium say what a reply is worth, and what a round comes to."""

from datetime import timedelta
from typing import Any

from huiyin.core.tenancy import uuid7
from huiyin.demo.days import evening, moment
from huiyin.demo.photographs import photograph
from huiyin.demo.telling import Telling
from huiyin.matters.actions.closing import answer_from_above, decide_on_matter, explain_matter, refer_up
from huiyin.matters.actions.corrections import correct_matter, tell_petitioner
from huiyin.matters.actions.evaluating import evaluate_round
from huiyin.matters.actions.links import Opinion, evaluate_by_link, send_evaluation_link
from huiyin.matters.actions.promises import settle_promise, track_promise
from huiyin.matters.actions.rounds import current_round
from huiyin.matters.actions.verifying import Sighting, verify_matter
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.models.outcomes import Referral


def evaluate(telling: Telling) -> None:
    """By personal link, signed in, or on paper that the clerk types (perhaps days later)."""
    if telling.step.get("channel") == Evaluation.Channel.LINK:
        _evaluate_by_link(telling)
        return
    round_, signer, step = current_round(telling.its_matter), telling.signer(), telling.step
    signed_in = step.get("channel") == Evaluation.Channel.DESK
    users = telling.town.users.values()
    own = next((user for user in users if signer.deputy and user.name == signer.deputy.name), None)
    words: dict[str, Any] = telling.doing(own if signed_in else telling.town.clerk)
    words["given_on"] = telling.on
    if "given" in step and round_.replied_on is not None:
        words["given_on"] = telling.days.move(round_.replied_on, step["given"])
        words["typed_at"], words["at"] = telling.at, moment(words["given_on"], 300 + telling.place)
    channel = Evaluation.Channel.DESK if signed_in else Evaluation.Channel.PAPER
    evaluate_round(signer, round_=round_, channel=channel, **_opinion(telling), **words)


def _opinion(telling: Telling) -> dict[str, Any]:
    return {
        "result": telling.text("result"),
        "attitude": telling.text("attitude"),
        "reason": telling.text("reason"),
        "name_open": bool(telling.step.get("name_open", False)),
    }


def _evaluate_by_link(telling: Telling) -> None:
    round_, signer = current_round(telling.its_matter), telling.signer()
    made = send_evaluation_link(signer, round_=round_, **telling.by_clerk())
    evaluate_by_link(
        made.link,
        petitioner=signer,
        round_=round_,
        opinion=Opinion(**_opinion(telling)),
        at=evening(telling.on),
        act_id=uuid7(),
    )


def verify(telling: Telling) -> None:
    step = telling.step
    sighting = Sighting(
        on=telling.on,
        result=step["result"],
        note=step["note"],
        verifiers=[telling.town.deputies[name] for name in step["by"]],
        on_site=step.get("on_site", True),
        place=telling.text("place"),
        photos=[photograph(step["photo"])] if "photo" in step else [],
    )
    verify_matter(telling.its_matter, sighting=sighting, **telling.by_clerk())


def track(telling: Telling) -> None:
    track_promise(telling.its_matter, **telling.by_clerk())


def settle(telling: Telling) -> None:
    step = telling.step
    promises = (
        Promise.objects.of(telling.town.township).filter(matter=telling.its_matter).order_by("due_on", "id")
    )
    promise = promises[step["promise"]] if "promise" in step else promises.open()[0]
    settle_promise(
        promise,
        state=step["state"],
        on=telling.days.named(step["kept_on"]) if "kept_on" in step else telling.on,
        reason=telling.text("reason"),
        new_due_on=telling.days.named(step["new_due"]) if "new_due" in step else None,
        **telling.by_clerk(),
    )


def refer(telling: Telling) -> None:
    refer_up(
        telling.its_matter,
        body=telling.text("body"),
        letter_number=telling.text("letter"),
        sent_on=telling.on,
        content=telling.text("content"),
        **telling.by_clerk(),
    )


def answered_from_above(telling: Telling) -> None:
    referrals = Referral.objects.of(telling.town.township).filter(matter=telling.its_matter)
    answer_from_above(
        referrals.get(),
        answer=telling.text("answer"),
        answered_on=telling.on,
        told_on=telling.on if telling.step["told"] else None,
        **telling.by_clerk(),
    )


def decide(telling: Telling) -> None:
    words: dict[str, Any] = {"reason": telling.text("reason"), "meeting": telling.text("meeting")}
    decide_on_matter(telling.its_matter, decided_on=telling.on, **words, **telling.by_clerk())


def explain(telling: Telling) -> None:
    explain_matter(
        telling.its_matter,
        ground=telling.text("ground"),
        text=telling.text("text"),
        told_on=telling.on,
        told_how=telling.text("how"),
        **telling.by_clerk(),
    )


def tell_signers(telling: Telling) -> None:
    """Everyone who raised it hears what became of it, one after the other."""
    for place, signer in enumerate(telling.its_matter.petitioners.order_by("position")):
        words = telling.by_clerk() | {"at": telling.at + timedelta(minutes=3 * place)}
        tell_petitioner(signer, how=telling.text("how"), on=telling.on, **words)


def correct(telling: Telling) -> None:
    """What the ledger does not know is added by hand: the village, and a field that it leaves empty."""
    words, town, matter = telling.tale.words, telling.town, telling.its_matter
    changes: dict[str, Any] = {}
    if matter.village_id is None and "village" in words:
        changes["village"] = town.villages[words["village"]]
    if matter.field_id is None and "field" in words:
        changes["field"] = town.fields[words["field"]]
    if changes:
        correct_matter(matter, reason="台账未载，照原件补登", **changes, **telling.by_clerk())
