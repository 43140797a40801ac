"""Steps while units handle a matter: handed over, signed for, spoken about, extended, urged, answered."""

from decimal import Decimal
from typing import Any

from huiyin.demo.telling import Telling
from huiyin.matters.actions.extending import ask_extension
from huiyin.matters.actions.handling import assist, log_contact, send_back, sign_for
from huiyin.matters.actions.pressing import supervise, urge
from huiyin.matters.actions.replying import Answer, Pledge, reply_to_matter
from huiyin.matters.actions.rounds import Order, hand_over_matter, open_round
from huiyin.matters.models.handling import Contact


def _order(telling: Telling) -> Order:
    units, step = telling.town.units, telling.step
    return Order(
        lead=units[step["lead"]] if "lead" in step else None,
        assisting=[units[name] for name in step.get("assisting", ())],
        separate=[units[name] for name in step.get("separate", ())],
        text=telling.text("text"),
    )


def hand_over(telling: Telling) -> None:
    hand_over_matter(telling.its_matter, order=_order(telling), **telling.by_clerk())


def next_round(telling: Telling) -> None:
    words: dict[str, Any] = {"reason": telling.text("reason"), "order": _order(telling)}
    open_round(telling.its_matter, **words, **telling.by_clerk())


def signed_for(telling: Telling) -> None:
    order = telling.order()
    sign_for(order, **telling.by_unit(order.unit))


def sent_back(telling: Telling) -> None:
    order = telling.order()
    send_back(order, reason=telling.text("reason"), **telling.by_unit(order.unit))


def contact(telling: Telling) -> None:
    order, step = telling.order(), telling.step
    log_contact(
        order,
        stage=step["stage"],
        way=step.get("way", Contact.Way.PERSON),
        on=telling.days.named(step["on"]) if "on" in step else telling.on,
        place=telling.text("place"),
        content=telling.text("content"),
        deputy_words=telling.text("deputy_words"),
        petitioner=telling.signer(),
        **telling.by_unit(order.unit),
    )


def extension_asked(telling: Telling) -> None:
    order = telling.order()
    words: dict[str, Any] = {
        "reason": telling.text("reason"),
        "deputies_consent": bool(telling.step["consent"]),
    }
    ask_extension(order, **words, **telling.by_unit(order.unit))


def assisted(telling: Telling) -> None:
    order = telling.order()
    assist(order, opinion=telling.text("opinion"), on=telling.on, **telling.by_unit(order.unit))


def urged(telling: Telling) -> None:
    unit = telling.town.units[telling.text("unit")]
    urge(telling.its_matter, unit=unit, text=telling.text("text"), **telling.by_clerk())


def supervised(telling: Telling) -> None:
    supervise(telling.its_matter, text=telling.text("text"), **telling.doing(telling.town.chair))


def reply(telling: Telling) -> None:
    order = telling.order()
    unit = order.unit
    answer = Answer(
        claim=telling.text("claim"),
        text=telling.text("text"),
        signed_off_by=unit.head_name,
        replied_on=telling.on,
        reason=telling.text("reason"),
        contact_name=unit.contact_name,
        phone=unit.phone,
        pledges=[_pledge(telling, words) for words in telling.step.get("pledges", ())],
    )
    reply_to_matter(order, answer=answer, **telling.by_unit(unit))


def _pledge(telling: Telling, words: dict[str, Any]) -> Pledge:
    return Pledge(
        what=words["what"],
        person=words["person"],
        due_on=telling.days.named(words["due"]),
        quantity=Decimal(words["quantity"]),
        measure=words["measure"],
        place=words["place"],
    )
