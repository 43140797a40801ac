"""The towns of the bench, founded by the same acts that people use, with units, villages and deputies."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bench.words import WORDS
from huiyin.core.tenancy import uuid7
from huiyin.matters.actions.settings import set_up_loop
from huiyin.matters.models.settings import Field
from huiyin.people.actions.accounts import give_role, open_account
from huiyin.people.actions.roster import enrol_deputy, open_unit
from huiyin.people.models import Deputy, Unit, User
from huiyin.people.roles import Role
from huiyin.townships.actions import add_village, convene_session, found_township, name_region, open_term
from huiyin.townships.models import Session, Township, Village

TOWNS = 20
DEPUTIES = 71
FOUNDED = datetime(2018, 1, 2, 1, tzinfo=UTC)
SURNAMES = "李王张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = WORDS["given"]
UNITS = WORDS["units"]
VILLAGES = WORDS["villages"]


@dataclass(frozen=True)
class Town:
    """A township with the rows that its matters refer to, always in the same order."""

    township: Township
    clerk: User
    sessions: list[Session]
    units: list[Unit]
    villages: list[Village]
    fields: list[Field]
    deputies: list[Deputy]

    def keys(self) -> list[str]:
        """The keys of all those rows as SQLite keeps them, in an order that is the same in every town."""
        rows = [self.township, self.clerk, *self.sessions, *self.units, *self.villages, *self.fields]
        return [row.pk.hex for row in rows]


def acting() -> dict[str, Any]:
    return {"by": None, "at": FOUNDED, "act_id": uuid7()}


def found(number: int, slug: str = "") -> Town:
    """One town with twenty units, twelve villages, 71 deputies, seven sessions and its clerk."""
    county = _county()
    slug = slug or f"town{number:02}"
    name = f"{SURNAMES[number]}家{'镇' if number % 3 else '乡'}"
    township = Township(
        slug=slug, name=name, code=f"4306811{number:02}", region=county, population=40_000,
        organ_name=f"{name}人民代表大会主席团", paper_code=f"{name[0]}人发",
    )  # fmt: skip
    found_township(township, **acting())
    set_up_loop(township, **acting())
    clerk = open_account(username=f"clerk-{slug}", name=_name(number), password=uuid7().hex)
    give_role(township, user=clerk, role=Role.CLERK, **acting())
    return Town(
        township=township,
        clerk=clerk,
        sessions=_sessions(township),
        units=[
            open_unit(township, name=unit, head_name=_name(n), **acting()) for n, unit in enumerate(UNITS)
        ],
        villages=[add_village(township, name=village, **acting()) for village in VILLAGES],
        fields=list(Field.objects.of(township).order_by("position")),
        deputies=[enrol_deputy(township, name=_name(number * 31 + n), **acting()) for n in range(DEPUTIES)],
    )


def _county() -> Any:
    province = name_region(code="430000", name="岳南省")
    city = name_region(code="430600", name="岳州市", parent=province)
    return name_region(code="430681", name="湘源市", parent=city)


def _sessions(township: Township) -> list[Session]:
    term = open_term(township, number=13, begins_on=date(2019, 1, 1), ends_on=date(2025, 12, 31), **acting())
    return [
        convene_session(
            term, number=n + 1, opens_on=date(2019 + n, 3, 5), closes_on=date(2019 + n, 3, 6), **acting()
        )
        for n in range(7)
    ]


def _name(number: int) -> str:
    return SURNAMES[number * 7 % len(SURNAMES)] + GIVEN[number * 5 % len(GIVEN)]
