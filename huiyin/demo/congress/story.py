"""The congress of the demonstration as it is told: the data, the moments, the people by their names."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.timezone import make_aware

from huiyin.core.tenancy import uuid7
from huiyin.demo.days import Days
from huiyin.demo.tales import Words
from huiyin.demo.town import Town
from huiyin.people.models import Deputy, User

FOLDER = Path(__file__).parent.parent / "data" / "assembly"
STEP = timedelta(seconds=40)
OFFICE_OPENS = "08:40"


@dataclass
class Story:
    """A part of the congress's life on its way: the town, its days, and what time it is."""

    town: Town
    days: Days
    words: Words
    at: datetime

    def moment(self, said: str) -> datetime:
        """`06-27 09:30` of last year, `back 6 14:30`; a day alone is its morning at the office."""
        day, _blank, clock = said.rpartition(" ") if ":" in said else (said, "", "")
        on = self.days.named(day)
        on = on if clock and day[0].isdigit() else self.days.work(on)  # a session's own days stand
        return make_aware(datetime.combine(on, time.fromisoformat(clock or OFFICE_OPENS)))

    def go(self, said: str) -> None:
        """Go on to this moment, or stay where the story has come to already."""
        self.at = max(self.moment(said), self.at + STEP)

    def doing(self, by: User | None = None) -> dict[str, Any]:
        """The words of the next act, by the clerk unless told; a little later than the act before."""
        self.at += STEP
        return {"by": by or self.town.clerk, "at": self.at, "act_id": uuid7()}

    def by_chair(self) -> dict[str, Any]:
        return self.doing(self.town.chair)

    def deputy(self, name: str) -> Deputy:
        return self.town.deputies[name]

    def those(self, names: Iterable[str]) -> list[Deputy]:
        return [self.deputy(name) for name in names]

    @cached_property
    def by_key(self) -> dict[UUID, Deputy]:
        return {deputy.pk: deputy for deputy in self.town.deputies.values()}


def told(name: str, days: Days) -> Words:
    """A file of the folder, with the year of the story in its texts."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text.replace("{year}", str(days.last_year)))
