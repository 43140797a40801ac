"""One town with everybody in it, and for every act of the table a matter brought to the point where it can be
done.

`SCENES[act](world)` returns a function that does the act with the words `by`, `at`, `act_id`.
"""

from datetime import date

from huiyin.files.tests.factories import picture, upload
from huiyin.matters.actions.closing import answer_from_above, decide_on_matter, explain_matter, refer_up
from huiyin.matters.actions.corrections import attach_file, correct_matter, erase_petitioner, tell_petitioner
from huiyin.matters.actions.evaluating import evaluate_round
from huiyin.matters.actions.extending import ask_extension, decide_extension
from huiyin.matters.actions.handling import assist, log_contact, reassign, send_back, sign_for
from huiyin.matters.actions.intake import Slip, register_matter, submit_again, submit_matter
from huiyin.matters.actions.pressing import supervise, urge
from huiyin.matters.actions.promises import settle_promise, track_promise
from huiyin.matters.actions.replying import Answer, Pledge, reply_to_matter
from huiyin.matters.actions.rounds import Order, current_round, hand_over_matter, open_round
from huiyin.matters.actions.sifting import decline_matter, merge_matter, return_matter, withdraw_matter
from huiyin.matters.actions.verifying import Sighting, verify_matter
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.recompute import kept, recompute
from huiyin.matters.tests.stories import (
    MONDAY,
    REPLIED,
    WINDOW_OVER,
    doing,
    handed_over,
    moment,
    order_of,
    registered,
    replied,
    verified,
)

JULY = moment(2024, 7, 10)
LATER = moment(2024, 12, 2)
PLEDGE = Pledge("加盖板40块", "周建明", date(2024, 12, 31))


def fresh(matter):
    matter = Matter.objects.get(pk=matter.pk)
    assert kept(matter) == recompute(matter)
    return matter


def again(matter, world, reason="not_verified", at=WINDOW_OVER):
    return open_round(matter, reason=reason, order=Order(lead=world.unit), **doing(at))


def decided(matter, **words):
    said = {"reason": "资金不足", "meeting": "第八次会议", "decided_on": WINDOW_OVER.date(), **words}
    return decide_on_matter(matter, **said, **doing(WINDOW_OVER))


def explained(matter, **words):
    said = {
        "ground": "money",
        "text": "本年无预算",
        "told_on": WINDOW_OVER.date(),
        "told_how": "person",
        **words,
    }
    return explain_matter(matter, **said, **doing(WINDOW_OVER))


def settled(matter, state, *, at=WINDOW_OVER, **words):
    said = {"reason": "到场点数", "on": at.date(), **words}
    return settle_promise(matter.promises.order_by("id")[0], state=state, **said, **doing(at))


def submitted(world, **words):
    slip = Slip(
        **{"title": "关于修路灯的建议", "received_on": date(2024, 6, 28), "lead": world.lead, **words}
    )
    return submit_matter(world.township, slip=slip, **doing(MONDAY))


def in_hand(world, **words):
    return handed_over(
        registered(world.township, world.lead, cosigners=[world.cosigner]), world.unit, **words
    )


def answered(world, **words):
    return replied(in_hand(world), **words)


def promised(world):
    return answered(world, claim="B", pledges=[PLEDGE])


def in_check(world, result="not"):
    matter = answered(world)
    verified(matter, world.neutral, result)
    return matter


def referred(world):
    matter = answered(world)
    referral = refer_up(
        matter, body="湘源市人大常委会", letter_number="清人发〔2024〕7号", sent_on=WINDOW_OVER.date(),
        content="请市级安排资金。", **doing(WINDOW_OVER),
    )  # fmt: skip
    matter.refresh_from_db()
    return matter, referral


def sent_back(world):
    order = order_of(in_hand(world))
    return send_back(order, reason="属公路站管护。", **doing(MONDAY))


def scene(matter, action, subject=None, **words):
    """The matter, and the act with everything but who, when and its id."""
    return matter, lambda **by: action(subject or matter, **words, **by)


def _return(world):
    return scene(submitted(world), return_matter, ground="incomplete", text="请写明地点。", on=MONDAY.date())


def _register(world):
    return scene(submitted(world), register_matter)


def _decline(world):
    return scene(submitted(world), decline_matter, ground="court", text="已立案。", on=MONDAY.date())


def _merge(world):
    into = registered(world.township, world.cosigner)
    return scene(submitted(world), merge_matter, into=into)


def _withdraw(world):
    return scene(in_hand(world), withdraw_matter, reason="已自行解决。")


def _hand_over(world):
    matter = registered(world.township, world.lead)
    return scene(matter, hand_over_matter, order=Order(lead=world.unit, text="请在汛期前办结。"))


def _sign_for(world):
    matter = in_hand(world)
    return scene(matter, sign_for, order_of(matter))


def _send_back(world):
    matter = in_hand(world)
    return scene(matter, send_back, order_of(matter), reason="属公路站管护。")


def _reassign(world):
    order = sent_back(world)
    return scene(order.matter, reassign, order, to=world.other_unit)


def _contact(world):
    matter = in_hand(world)
    return scene(
        matter, log_contact, order_of(matter), stage="before", way="person", on=date(2024, 7, 9),
        content="到现场商量。", deputy_words="尽快。",
    )  # fmt: skip


def _ask_extension(world):
    matter = in_hand(world)
    return scene(matter, ask_extension, order_of(matter), reason="涉及两村。", deputies_consent=True)


def _decide_extension(world):
    matter = in_hand(world)
    asked = ask_extension(order_of(matter), reason="涉及两村。", deputies_consent=True, **doing(JULY))
    return scene(matter, decide_extension, asked, grant=True, reason="情况属实。")


def _assist(world):
    matter = in_hand(world, assisting=[world.other_unit])
    order = order_of(matter, world.other_unit)
    return scene(matter, assist, order, opinion="可同步修路肩。", on=date(2024, 7, 9))


def _urge(world):
    return scene(in_hand(world), urge, unit=world.unit, text="请抓紧。")


def _supervise(world):
    return scene(in_hand(world), supervise, text="群众反映强烈。")


def _reply(world):
    matter = in_hand(world)
    answer = Answer(
        claim="B", text="已勘测。", signed_off_by="周建明", replied_on=date(2024, 7, 9), pledges=[PLEDGE]
    )
    return scene(matter, reply_to_matter, order_of(matter), answer=answer)


def _evaluate(world):
    matter = answered(world)
    signer = matter.petitioners.get(deputy=world.lead)
    return scene(
        matter, evaluate_round, signer, round_=current_round(matter), result="dissatisfied",
        attitude="fairly", reason="沟仍堵。", given_on=REPLIED.date(), channel="desk",
    )  # fmt: skip


def _verify(world):
    sighting = Sighting(
        on=WINDOW_OVER.date(),
        result="solved",
        note="水流通畅。",
        verifiers=[world.neutral],
        place="临江安置点",
    )
    return scene(answered(world), verify_matter, sighting=sighting)


def _track(world):
    return scene(promised(world), track_promise)


def _settle_promise(world):
    matter = promised(world)
    day = WINDOW_OVER.date()
    return scene(matter, settle_promise, matter.promises.get(), state="broken", on=day, reason="未动工。")


def _open_round(world):
    order = Order(lead=world.unit, text="请一个月内清淤。")
    return scene(in_check(world), open_round, reason="not_verified", order=order)


def _refer_up(world):
    return scene(
        answered(world), refer_up, body="湘源市人大常委会", letter_number="清人发〔2024〕7号",
        sent_on=WINDOW_OVER.date(), content="请市级安排资金。",
    )  # fmt: skip


def _answer_from_above(world):
    matter, referral = referred(world)
    day = WINDOW_OVER.date()
    return scene(matter, answer_from_above, referral, answer="已列入计划。", answered_on=day, told_on=day)


def _decide(world):
    day = WINDOW_OVER.date()
    return scene(in_check(world), decide_on_matter, reason="资金不足。", meeting="第八次会议", decided_on=day)


def _explain(world):
    return scene(
        answered(world), explain_matter, ground="money", text="本年无预算。", told_on=WINDOW_OVER.date(),
        told_how="person",
    )  # fmt: skip


def _correct(world):
    return scene(in_hand(world), correct_matter, title="关于清淤的建议", reason="原题不清。")


def _attach(world):
    matter = in_hand(world)
    photo = picture()
    return matter, lambda **by: attach_file(
        matter, upload=upload("现场.jpg", photo), caption="现场照片", **by
    )


def _tell(world):
    matter = in_hand(world)
    return scene(
        matter, tell_petitioner, matter.petitioners.get(deputy=world.lead), how="telephone", on=MONDAY.date()
    )


def _erase(world):
    matter = registered(
        world.township, None, kind="opinion", channel="visit", voter_name="张三", voter_phone="13800000000"
    )
    return scene(matter, erase_petitioner, matter.petitioners.get(), reason="本人要求。")


def _submit(world):
    matter = submitted(world)
    return_matter(matter, ground="incomplete", text="请写明地点。", on=MONDAY.date(), **doing(MONDAY))
    return scene(matter, submit_again)


OFFICE, STAFF = ("clerk", "chair"), ("clerk", "chair", "member")
SCENES = {  # act: (the scene, when it is done, who may)
    "submit": (_submit, MONDAY, ("clerk", "signer")),
    "return": (_return, MONDAY, ("clerk",)),
    "register": (_register, MONDAY, ("clerk",)),
    "decline": (_decline, MONDAY, OFFICE),
    "merge": (_merge, MONDAY, ("clerk",)),
    "withdraw": (_withdraw, JULY, ("clerk", "signer")),
    "hand_over": (_hand_over, MONDAY, ("clerk",)),
    "sign_for": (_sign_for, JULY, ("clerk", "handler")),
    "send_back": (_send_back, JULY, ("clerk", "handler")),
    "reassign": (_reassign, JULY, OFFICE),
    "contact": (_contact, JULY, ("clerk", "handler")),
    "ask_extension": (_ask_extension, JULY, ("clerk", "handler")),
    "decide_extension": (_decide_extension, JULY, OFFICE),
    "assist": (_assist, JULY, ("clerk", "assistant")),
    "urge": (_urge, JULY, OFFICE),
    "supervise": (_supervise, JULY, OFFICE),
    "reply": (_reply, JULY, ("clerk", "handler")),
    "evaluate": (_evaluate, REPLIED, ("clerk", "signer")),
    "verify": (_verify, WINDOW_OVER, STAFF),
    "track": (_track, WINDOW_OVER, OFFICE),
    "settle_promise": (_settle_promise, WINDOW_OVER, OFFICE),
    "open_round": (_open_round, WINDOW_OVER, ("clerk",)),
    "refer_up": (_refer_up, WINDOW_OVER, OFFICE),
    "answer_from_above": (_answer_from_above, WINDOW_OVER, ("clerk",)),
    "decide": (_decide, WINDOW_OVER, STAFF),
    "explain": (_explain, WINDOW_OVER, OFFICE),
    "correct": (_correct, JULY, ("clerk",)),
    "attach": (_attach, JULY, (*OFFICE, "handler")),
    "tell": (_tell, JULY, ("clerk",)),
    "erase": (_erase, JULY, OFFICE),
}
