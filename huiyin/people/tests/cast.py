"""The fixed cast of the tests: one town with its office, units and deputies, and a town next door."""

from datetime import UTC, date, datetime

from huiyin.core.tenancy import uuid7
from huiyin.people.actions.accounts import give_role, open_account
from huiyin.people.actions.roster import enrol_deputy, open_unit
from huiyin.townships.actions import (
    add_village,
    convene_session,
    draw_constituency,
    found_township,
    name_region,
    open_term,
)
from huiyin.townships.models import Township

FOUNDED = datetime(2024, 1, 2, 1, tzinfo=UTC)  # 9:00 in the town
PASSWORD = "correct horse battery"


def acting(at=FOUNDED, by=None):
    """The words that every act takes, with an id of its own."""
    return {"by": by, "at": at, "act_id": uuid7()}


def found(slug, name, code):
    province = name_region(code="430000", name="岳南省")
    county = name_region(
        code="430681", name="湘源市", parent=name_region(code="430600", name="岳州市", parent=province)
    )
    township = Township(
        slug=slug, name=name, code=code, region=county, population=40_000,
        organ_name=f"{name}人民代表大会主席团", paper_code=f"{name[0]}人发",
    )  # fmt: skip
    return found_township(township, **acting())


def person(township, username, name, role, **stands_for):
    user = open_account(username=username, name=name, password=PASSWORD)
    give_role(township, user=user, role=role, **stands_for, **acting())
    return user


def village(township, name):
    return add_village(township, name=name, **acting())


def session(township, term=13, number=3):
    opened = open_term(
        township, number=term, begins_on=date(2021, 11, 1), ends_on=date(2026, 11, 1), **acting()
    )
    return convene_session(
        opened, number=number, opens_on=date(2024, 6, 27), closes_on=date(2024, 6, 28), **acting()
    )


def unit(township, name, **fields):
    return open_unit(township, name=name, **fields, **acting())


def deputy(township, name, **fields):
    return enrol_deputy(township, name=name, **fields, **acting())


def constituency(township, name, villages):
    return draw_constituency(township, name=name, seats=3, villages=villages, **acting())
