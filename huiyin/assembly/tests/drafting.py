"""Motions and interpellations as the tests want them, brought there by the acts themselves."""

from huiyin.assembly.actions.interpellations import draft_interpellation, hand_in_interpellation
from huiyin.assembly.actions.motions import draft_motion, hand_in_motion, put_on_agenda
from huiyin.assembly.tests.factories import OPENING, doing, meeting

WORDS = {
    "title": "关于实施乡村振兴战略的议案",
    "cause": "农村发展不平衡。",
    "grounds": "中央一号文件要求全面推进乡村振兴。",
    "plan": "一、制定五年规划。\n二、落实专项资金。",
}


def drafted(convocation, signers, *, on_paper=True, at=OPENING, by=None, **more):
    """A motion of these deputies, the first of whom leads; confirmed by their paper unless told."""
    lead, *cosigners = signers
    words = {**WORDS, **more}
    return draft_motion(
        convocation, lead=lead, cosigners=cosigners, signed_on_paper=on_paper, **words, **doing(at, by)
    )


def handed_in(convocation, signers, *, at=OPENING, **more):
    return hand_in_motion(drafted(convocation, signers, at=at, **more), **doing(at))


def of_presidium(convocation, **more):
    """A motion that the presidium itself brings."""
    made = draft_motion(convocation, brought_by="presidium", **{**WORDS, **more}, **doing())
    return hand_in_motion(made, **doing())


def plenary(township, convocation, **words):
    return meeting(township, session=convocation, **words)


def recall(convocation, signers=(), **more):
    """A recall by the presidium, or by these deputies, handed in."""
    words = {"title": "关于罢免代表001的议案", "person": "代表001", "post": "chair", "grounds": "失职。"}
    who = (
        {"lead": signers[0], "cosigners": signers[1:], "signed_on_paper": True}
        if signers
        else {"brought_by": "presidium"}
    )
    made = draft_motion(convocation, kind="recall", **who, **{**words, **more}, **doing())
    return hand_in_motion(made, **doing())


def on_agenda(motion, where):
    return put_on_agenda(motion, item_meeting=where, **doing())


def asked(convocation, signers, *, at=OPENING, by=None, on_paper=True):
    """An interpellation of these deputies."""
    return draft_interpellation(
        convocation, title="关于农村饮水安全的质询案", question="为何三个村至今未通自来水？",
        lead=signers[0], cosigners=signers[1:], signed_on_paper=on_paper, **doing(at, by),
    )  # fmt: skip


def asked_in(convocation, signers):
    return hand_in_interpellation(asked(convocation, signers), **doing())
