"""Matters brought to a certain point by the same acts that people use."""

from datetime import UTC, date, datetime

from huiyin.core.tenancy import uuid7
from huiyin.matters.actions.evaluating import evaluate_round
from huiyin.matters.actions.intake import Slip, enter_matter
from huiyin.matters.actions.replying import Answer, reply_to_matter
from huiyin.matters.actions.rounds import Order, current_round, hand_over_matter
from huiyin.matters.actions.verifying import Sighting, verify_matter


def moment(year, month, day, hour=9):
    """A moment by the town's clock."""
    return datetime(year, month, day, hour - 8, tzinfo=UTC)


MONDAY = moment(2024, 7, 1)
REPLIED = moment(2024, 9, 30)
WINDOW_OVER = moment(2024, 10, 22)


def doing(at, by=None):
    return {"by": by, "at": at, "act_id": uuid7()}


def registered(township, lead, *, by=None, at=MONDAY, cosigners=(), **words):
    slip = Slip(
        **{
            "title": "关于疏通临江安置点排水沟的建议",
            "situation": "排水沟堵塞三年，雨天积水进屋。",
            "request": "请在汛期前清淤并加盖板。",
            "received_on": date(2024, 6, 28),
            "lead": lead,
            "cosigners": list(cosigners),
            **words,
        }
    )
    return enter_matter(township, slip=slip, **doing(at, by))


def handed_over(matter, unit, *, by=None, at=MONDAY, assisting=(), **words):
    return hand_over_matter(matter, order=Order(lead=unit, assisting=assisting, **words), **doing(at, by))


def order_of(matter, unit=None):
    orders = matter.assignments.standing().filter(round__number=matter.round)
    return orders.get(unit=unit) if unit else orders.get(role="lead")


def replied(matter, *, by=None, at=REPLIED, claim="A", unit=None, **words):
    answer = Answer(
        **{
            "claim": claim,
            "text": "已于9月20日清淤320米，加盖板40块。",
            "signed_off_by": "周建明",
            "replied_on": at.date(),
            **words,
        }
    )
    reply_to_matter(order_of(matter, unit), answer=answer, **doing(at, by))
    matter.refresh_from_db()
    return matter


def evaluated(matter, deputy, result, *, by=None, at=REPLIED, channel="paper", **words):
    return evaluate_round(
        matter.petitioners.get(deputy=deputy),
        round_=current_round(matter),
        result=result,
        channel=channel,
        **{"given_on": at.date(), **words},
        **doing(at, by),
    )


def verified(matter, deputy, result="solved", *, by=None, at=WINDOW_OVER, **words):
    sighting = Sighting(
        **{
            "on": at.date(),
            "result": result,
            "note": "到场查看，沟内水流通畅。",
            "verifiers": [deputy],
            **words,
        }
    )
    verification = verify_matter(matter, sighting=sighting, **doing(at, by))
    matter.refresh_from_db()
    return verification
