"""Telling a tale: its steps one after the other, each at its moment, all matters of the town side by side.

The steps of all tales are carried out in the order of their moments, as an office lives them; what would fall
on today or later is not told, so that each matter stands where it stands today.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from huiyin.core.tenancy import uuid7
from huiyin.demo.days import Days, moment
from huiyin.demo.tales import Tale, Words
from huiyin.demo.town import Town
from huiyin.matters.models.handling import Assignment
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.people.models import Unit, User

Acts = Mapping[str, Callable[["Telling"], None]]

BETWEEN_STEPS = 17  # minutes between two steps of one matter on one day


@dataclass
class Telling:
    """A tale on its way: the town, the matter as it stands, and when the last step was."""

    town: Town
    days: Days
    tale: Tale
    place: int
    began: datetime
    matter: Matter | None = None
    step: Words = field(default_factory=dict)
    at: datetime = field(init=False)
    count: int = 0

    def __post_init__(self) -> None:
        self.at = self.began

    @property
    def its_matter(self) -> Matter:
        if self.matter is None:
            raise LookupError(self.tale.name)
        return self.matter

    def next_moment(self, step: Words) -> datetime:
        """When a step comes; always later than the one before."""
        self.step = step
        self.count += 1
        last = localdate(self.at)
        day = self.days.of_step(str(step.get("when", "+1")), last, self.matter)
        if day == last:
            return self.at + timedelta(minutes=BETWEEN_STEPS)
        return moment(day, 47 * self.place + 101 * self.count)

    @property
    def on(self) -> date:
        return localdate(self.at)

    def doing(self, by: User | None) -> dict[str, Any]:
        """The words that every act takes."""
        return {"by": by, "at": self.at, "act_id": uuid7()}

    def by_clerk(self) -> dict[str, Any]:
        return self.doing(self.town.clerk)

    def by_unit(self, unit: Unit) -> dict[str, Any]:
        """The unit's own person where it has an account, else the clerk for a unit that works on paper."""
        return self.doing(self.town.handlers.get(unit.name, self.town.clerk))

    def order(self, role: str = "") -> Assignment:
        """The order that the step speaks of: its unit's, else the lead's (or the first separate one)."""
        orders = self.its_matter.assignments.standing().filter(round__number=self.its_matter.round)
        if "unit" in self.step:
            return orders.get(unit=self.town.units[self.step["unit"]])
        return orders.filter(role=role or Assignment.Role.LEAD).get()

    def signer(self) -> Petitioner:
        """The deputy whom the step names, else who leads or raised the matter."""
        signers = self.its_matter.petitioners.order_by("position")
        if "deputy" in self.step:
            return signers.get(deputy=self.town.deputies[self.step["deputy"]])
        return signers[0]

    def text(self, key: str) -> str:
        return str(self.step.get(key, ""))


def tell_all(
    tellings: Iterable[Telling], acts: Acts, until: date, besides: Iterable[Iterator[datetime]] = ()
) -> None:
    """Carry out the steps of all tales in the order of their moments, up to the day before `until`; and of
    the stories `besides`, which say by themselves when each of their steps comes.
    """
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for place, story in enumerate(besides, start=1):
        _queue(waiting, -place, story, until)
    for telling in tellings:
        _queue(waiting, telling.place, tell(telling, acts), until)
    while waiting:
        _moment, place, story = heapq.heappop(waiting)
        _queue(waiting, place, story, until)


def _queue(
    waiting: list[tuple[datetime, int, Iterator[datetime]]],
    place: int,
    story: Iterator[datetime],
    until: date,
) -> None:
    at = next(story, None)
    if at is not None and localdate(at) < until:
        heapq.heappush(waiting, (at, place, story))


def tell(telling: Telling, acts: Acts) -> Iterator[datetime]:
    """Each step: say when it comes, wait for that moment, carry it out."""
    for step in telling.tale.steps:
        at = telling.next_moment(step)
        yield at
        telling.at = at
        acts[step["act"]](telling)
        if telling.matter is not None:
            telling.matter = Matter.objects.of(telling.town.township).get(pk=telling.matter.pk)
