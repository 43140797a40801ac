"""The town itself: what stands above it, villages, constituencies, sessions, units, deputies, accounts."""

from datetime import date
from typing import Any

from faker import Faker

from huiyin.core.tenancy import uuid7
from huiyin.demo.days import Days, moment
from huiyin.demo.tales import people, town_facts
from huiyin.demo.town import Town
from huiyin.people.actions.accounts import give_oversight, give_role, open_account
from huiyin.people.actions.roster import enrol_deputy, open_unit
from huiyin.people.models import Deputy
from huiyin.people.roles import UNIT, Role
from huiyin.townships.actions import (
    add_village,
    convene_session,
    draw_constituency,
    found_township,
    name_region,
    open_term,
)
from huiyin.townships.models import Constituency, Region, Term, Township

SEED = 13
LONGEST_NAME = 3
FOUNDED = "06-03"  # the day on which the town began to work with the program
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
SESSIONS = (
    (1, -2, (1, 6), (1, 8)),
    (2, -1, (6, 25), (6, 26)),
    (3, 0, (6, 27), (6, 28)),
)  # of which year, days

# a village -> its constituency, its group of deputies, its seats
Drawn = dict[str, tuple[Constituency, str, int]]


class Founding:
    """The founding of the town: one morning at the office, minute by minute."""

    def __init__(self, days: Days) -> None:
        self.days, self.day, self.minute = days, days.work(days.named(FOUNDED)), 0

    def now(self) -> dict[str, Any]:
        """The words of the next act; nobody is signed in yet."""
        self.minute += 1
        return {"by": None, "at": moment(self.day, self.minute), "act_id": uuid7()}


def found_town(days: Days, password: str) -> Town:
    """Everything that is there before the first matter."""
    founding, told = Founding(days), people()
    town = Town(_township(founding, told), days.today, password)
    term = _sessions(town, founding, days)
    constituencies = _villages(town, founding, told)
    for name, kind, head, contact, phone in told["units"]["of"]:
        town.units[name] = open_unit(
            town.township, name=name, kind=kind, head_name=head, contact_name=contact, phone=phone,
            **founding.now(),
        )  # fmt: skip
    _deputies(town, founding, told, term, constituencies)
    _accounts(town, founding, told)
    return town


def _township(founding: Founding, told: Any) -> Township:
    region: Region | None = None
    for level in ("province", "city", "county"):
        code, name = told["regions"][level]
        region = name_region(code=code, name=name, parent=region)
    if region is None:
        raise LookupError("regions")
    facts, words = town_facts()["town"], told["town"]
    organ = f"{facts['name']}人民代表大会主席团"
    township = Township(
        name=facts["name"], population=facts["population"], organ_name=organ, region=region, **words
    )
    return found_township(township, **founding.now())


def _sessions(town: Town, founding: Founding, days: Days) -> Term:
    number, year = town_facts()["town"]["term"], days.last_year
    term = open_term(
        town.township,
        number=number,
        begins_on=date(year - 3, 11, 1),
        ends_on=date(year + 2, 10, 31),
        **founding.now(),
    )
    for session, ago, opens, closes in SESSIONS:
        days_of_session: dict[str, Any] = {
            "opens_on": date(year + ago, *opens),
            "closes_on": date(year + ago, *closes),
        }
        town.sessions.append(convene_session(term, number=session, **days_of_session, **founding.now()))
    return term


def _villages(town: Town, founding: Founding, told: Any) -> Drawn:
    """For each village its constituency, its group of deputies and its seats."""
    rows = [row for part in told["villages"] for row in part["of"]]
    drawn = {}
    for place, (name, seats, group) in enumerate(rows):
        town.villages[name] = add_village(town.township, name=name, **founding.now())
        constituency = draw_constituency(
            town.township,
            name=f"第{NUMERALS[place]}选区（{name}）",
            seats=seats,
            villages=[town.villages[name]],
            **founding.now(),
        )
        drawn[name] = constituency, f"第{NUMERALS[group - 1]}代表小组", seats
    return drawn


class Roll:
    """The deputies being enrolled: whose names are taken, and which seats are still free."""

    def __init__(self, town: Town, founding: Founding, told: Any, drawn: Drawn) -> None:
        self.town, self.founding, self.drawn, self.words = town, founding, drawn, told["deputies"]
        self.free = {village: seats for village, (_constituency, _group, seats) in drawn.items()}
        self.faker = Faker("zh_CN")
        self.faker.seed_instance(SEED)
        units = told["units"]["of"]
        self.taken = {row[0] for row in self.words["of"]} | {row[1] for row in told["accounts"]["of"]}
        self.taken |= {row[2] for row in units} | {row[3] for row in units}

    def invented_name(self) -> str:
        while (name := str(self.faker.name())) in self.taken or len(name) > LONGEST_NAME:
            pass
        self.taken.add(name)
        return name

    def invented_trade(self) -> dict[str, str]:
        place = self.faker.random_int(0, len(self.words["invented_occupations"]) - 1)
        occupations, skills = self.words["invented_occupations"], self.words["invented_skills"]
        return {"occupation": occupations[place], "skills": skills[place]}

    def seat(self, name: str, village: str, term: Term, **more: Any) -> None:
        """Enrol a deputy of the town for a free seat of the village's constituency."""
        constituency, group, _seats = self.drawn[village]
        count = len(self.town.deputies) + 1
        self.free[village] -= 1
        self.town.deputies[name] = enrol_deputy(
            self.town.township,
            name=name,
            term=term,
            constituency=constituency,
            group=group,
            certificate=f"{term.number}-{count:03}",
            phone=f"1000000{1000 + count}",
            **more,
            **self.founding.now(),
        )

    def above(self, level: str) -> None:
        """Enrol a deputy of the county or the city who lives here."""
        words: dict[str, Any] = {"name": self.invented_name(), "level": level, **self.invented_trade()}
        enrol_deputy(self.town.township, **words, **self.founding.now())


def _deputies(town: Town, founding: Founding, told: Any, term: Term, drawn: Drawn) -> None:
    """First those whom the tales name, then invented ones until every seat is taken; then those above."""
    roll = Roll(town, founding, told, drawn)
    for name, village, occupation, skills, employer, post in roll.words["of"]:
        told_of = {"occupation": occupation, "skills": skills, "post": post}
        roll.seat(name, village, term, employer=town.units.get(employer), **told_of)
    for village in drawn:
        while roll.free[village] > 0:
            roll.seat(roll.invented_name(), village, term, **roll.invented_trade())
    for level in [Deputy.Level.COUNTY] * roll.words["county"] + [Deputy.Level.CITY] * roll.words["city"]:
        roll.above(level)


def _accounts(town: Town, founding: Founding, told: Any) -> None:
    for username, name, role, stands_for in told["accounts"]["of"]:
        user = town.users[username] = open_account(username=username, name=name, password=town.password)
        unit, deputy = town.units.get(stands_for), town.deputies.get(stands_for)
        give_role(town.township, user=user, role=role, unit=unit, deputy=deputy, **founding.now())
        if role in UNIT and stands_for not in town.handlers:
            town.handlers[stands_for] = user
    town.clerk = next(town.users[row[0]] for row in told["accounts"]["of"] if row[2] == Role.CLERK)
    town.chair = next(town.users[row[0]] for row in told["accounts"]["of"] if row[2] == Role.CHAIR)
    username, name, level = told["accounts"]["observer"]
    observer = open_account(username=username, name=name, password=town.password)
    town.users[username] = observer
    give_oversight(user=observer, region=Region.objects.get(code=told["regions"][level][0]))
