"""Patterns: some hundreds of matters that went through the loop by the real acts, on days of six years.

Each act is refused or carried out by the same code as on the pages, so states, rounds, clocks, reckonings and
journal are what they would be. An act that would lie after today is not done: the newest patterns are open.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from bench.texts import PLACES, WISHES, matter_words, reply_words
from bench.towns import Town
from huiyin.core.tenancy import uuid7
from huiyin.matters.actions.closing import decide_on_matter, explain_matter, refer_up
from huiyin.matters.actions.evaluating import evaluate_round
from huiyin.matters.actions.handling import assist, log_contact, sign_for
from huiyin.matters.actions.intake import Slip, enter_matter, submit_matter
from huiyin.matters.actions.promises import track_promise
from huiyin.matters.actions.replying import Answer, Pledge, reply_to_matter
from huiyin.matters.actions.rounds import Order, current_round, hand_over_matter, open_round
from huiyin.matters.actions.verifying import Sighting, verify_matter
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.handling import Assignment
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Deputy

FIRST, TODAY = date(2019, 6, 1), date(2025, 3, 10)
CHANNELS = ("paper", "telephone", "visit", "station")
RATINGS = ["satisfied"] * 5 + ["fairly"] * 2 + ["dissatisfied"]


class TooLate(Exception):
    """The next act lies after today: the matter stands where it stands."""


class Story:
    """One matter of the pattern's town, told until it is closed or today is reached."""

    def __init__(self, town: Town, random: Random, received_on: date) -> None:
        self.town, self.random, self.day = town, random, received_on
        self.matter: Matter
        self.signers: list[Deputy] = []

    def doing(self, days: int) -> dict[str, Any]:
        """The words of the next act, so many days later."""
        self.day += timedelta(days=days)
        if self.day > TODAY:
            raise TooLate
        at = datetime(self.day.year, self.day.month, self.day.day, 1, tzinfo=UTC)
        return {"by": self.town.clerk, "at": at, "act_id": uuid7()}

    def days(self, first: int, last: int) -> int:
        return self.random.randint(first, last)

    def tell(self) -> None:
        try:
            self._take_in()
            self._hand_over()
            while self._round():
                self._open_round()
        except TooLate:
            return

    def _slip(self) -> Slip:
        words, kind = (
            matter_words(self.random),
            self.random.choices(("suggestion", "opinion", "finding"), (76, 18, 6))[0],
        )
        number = self.random.choice((1, 1, 2, 2, 3, 5)) if kind == "suggestion" else 0
        self.signers = self.random.sample(self.town.deputies, number)
        in_session = kind == "suggestion" and self.random.random() < 0.4
        sessions = [session for session in self.town.sessions if session.opens_on <= self.day]
        return Slip(
            title=words.title, situation=words.situation, request=words.request, received_on=self.day,
            kind=kind, channel="session" if in_session else self.random.choice(CHANNELS),
            session=sessions[-1] if in_session else None,
            field=self.random.choice(self.town.fields), village=self.random.choice(self.town.villages),
            lead=self.signers[0] if self.signers else None, cosigners=self.signers[1:],
            voter_name="贺小满" if kind == "opinion" else "", typed_for=kind != "finding",
        )  # fmt: skip

    def _take_in(self) -> None:
        slip = self._slip()
        if self.random.random() < 0.02:
            self.matter = submit_matter(self.town.township, slip=slip, **self.doing(0))
            raise TooLate
        self.matter = enter_matter(self.town.township, slip=slip, **self.doing(self.days(0, 2)))

    def _order(self) -> Order:
        lead, *assisting = self.random.sample(self.town.units, self.random.choice((1, 1, 1, 2, 2, 3)))
        return Order(lead=lead, assisting=assisting, text="请按职责办理，按期答复。")

    def _hand_over(self) -> None:
        self.matter = hand_over_matter(self.matter, order=self._order(), **self.doing(self.days(1, 8)))

    def _orders(self) -> Sequence[Assignment]:
        orders = self.matter.assignments.standing().filter(round__number=self.matter.round)
        return list(orders.order_by("id"))

    def _round(self) -> bool:
        """From the order to the verification; whether another round must open."""
        lead, *others = self._orders()
        for order in (lead, *others):
            sign_for(order, **self.doing(self.days(0, 2)))
        for order in others:
            words = self.doing(self.days(3, 9))
            assist(order, opinion=f"建议{self.random.choice(WISHES)}，我单位配合。", on=self.day, **words)
        if self.signers:
            self._contact(lead)
        self._reply(lead)
        if self.signers:
            self._evaluate()
        return self._check()

    def _contact(self, lead: Assignment) -> None:
        words = self.doing(self.days(4, 15))
        log_contact(
            lead, stage="during", way=self.random.choice(("person", "telephone")), on=self.day,
            content=f"到{self.random.choice(PLACES)}现场，听取意见。", deputy_words="希望按期完成。", **words,
        )  # fmt: skip

    def _reply(self, lead: Assignment) -> None:
        words = self.doing(self.days(20, 75))
        claim = self.random.choices("ABC", (60, 28, 12))[0]
        pledge = Pledge(
            "完成剩余工程",
            "副镇长",
            self.day + timedelta(days=self.days(60, 200)),
            place=self.random.choice(PLACES),
        )
        answer = Answer(
            claim=claim, text=reply_words(self.random), signed_off_by=lead.unit.head_name,
            replied_on=self.day, pledges=[pledge] if claim == "B" else [],
            reason="资金尚未下达，需争取上级项目。" if claim == "C" else "",
        )  # fmt: skip
        reply_to_matter(lead, answer=answer, **words)
        self.matter.refresh_from_db()

    def _evaluate(self) -> None:
        closes_on = self.matter.window_closes_on or self.day
        for petitioner in self.matter.petitioners.order_by("position"):
            if self.random.random() < 0.15:
                continue  # silence
            words = self.doing(self.days(0, 2))
            rating = self.random.choice(RATINGS)
            evaluate_round(
                petitioner, round_=current_round(self.matter), result=rating, attitude="satisfied",
                reason="" if rating == "satisfied" else "还有一段没有做完。", given_on=self.day,
                channel="paper", **words,
            )  # fmt: skip
        self.day = max(self.day, closes_on)

    def _check(self) -> bool:
        words = self.doing(self.days(2, 12))
        result = self.random.choices(("solved", "partly", "not"), (70, 18, 12))[0]
        unsigned = [deputy for deputy in self.town.deputies if deputy not in self.signers]
        sighting = Sighting(
            on=self.day, result=result, note=f"到{self.random.choice(PLACES)}查看，与群众核对。",
            verifiers=self.random.sample(unsigned, 2), place=self.random.choice(PLACES),
        )  # fmt: skip
        verify_matter(self.matter, sighting=sighting, **words)
        self.matter.refresh_from_db()
        return self._after_check(result)

    def _after_check(self, result: str) -> bool:
        if self.matter.state == MatterState.SOLVED:
            return False
        if result == "solved":  # a signer is dissatisfied
            return True
        turn = self.random.random()
        if turn < 0.1 and self.matter.promises.exists():
            track_promise(self.matter, **self.doing(2))
        elif turn < 0.2:
            words = self.doing(self.days(2, 9))
            refer_up(
                self.matter, body="县交通运输局", content="请列入县级项目。", sent_on=self.day,
                letter_number=f"清人函〔{self.day.year}〕{self.days(1, 90)}号", **words,
            )  # fmt: skip
        elif self.matter.round >= 2 or turn < 0.4:
            self._explain()
        else:
            return True
        return False

    def _explain(self) -> None:
        words = self.doing(self.days(3, 20))
        decide_on_matter(
            self.matter, reason="资金未能落实，暂不再办。", meeting="主席团第十次会议",
            decided_on=self.day, **words,
        )  # fmt: skip
        words = self.doing(self.days(1, 5))
        explain_matter(
            self.matter, ground="money", text="资金未能落实，已向代表说明。",
            told_on=self.day, told_how="person", **words,
        )  # fmt: skip

    def _open_round(self) -> None:
        result = self.matter.verified
        reason = "dissatisfied" if result == "solved" else "not_verified"
        self.matter = open_round(
            self.matter, reason=reason, order=self._order(), **self.doing(self.days(2, 9))
        )


def tell(town: Town, count: int, random: Random) -> None:
    """So many matters in this town, received on days of six years, one in eight of the last months."""
    span = (TODAY - FIRST).days
    for _ in range(count):
        back = random.randint(0, 150) if random.random() < 0.125 else random.randint(0, span - 1)
        Story(town, random, TODAY - timedelta(days=back)).tell()
