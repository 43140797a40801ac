"""The cast that every app's tests know: a town with its office, two units and three deputies, and a town next
door.
"""

import pytest
from django.core.cache import cache
from django.utils import translation

from huiyin.people.roles import Role
from huiyin.people.tests import cast


@pytest.fixture(autouse=True)
def _nobody_has_guessed():
    """No test waits because another one opened dead links: such counts are kept in the process."""
    cache.clear()


@pytest.fixture
def township(db):
    return cast.found("qingxi", "清溪镇", "430681101")


@pytest.fixture
def other_township(db):
    return cast.found("bailu", "白鹭镇", "430681102")


@pytest.fixture
def session(township):
    """The third session of the thirteenth congress, 27 and 28 June 2024."""
    return cast.session(township)


@pytest.fixture
def village(township):
    return cast.village(township, "柳溪村")


@pytest.fixture
def clerk(township):
    return cast.person(township, "clerk", "何文秀", Role.CLERK)


@pytest.fixture
def chair(township):
    return cast.person(township, "chair", "邓国强", Role.CHAIR)


@pytest.fixture
def operator(township):
    return cast.person(township, "operator", "罗小平", Role.OPERATOR)


@pytest.fixture
def water_station(township):
    return cast.unit(township, "镇水利站", head_name="周建明")


@pytest.fixture
def roads_office(township):
    return cast.unit(township, "镇公路站", head_name="谭志刚")


@pytest.fixture
def water_handler(township, water_station):
    return cast.person(township, "water", "段小军", Role.UNIT_HANDLER, unit=water_station)


@pytest.fixture
def roads_handler(township, roads_office):
    return cast.person(township, "roads", "易春生", Role.UNIT_HANDLER, unit=roads_office)


@pytest.fixture
def lead(township):
    return cast.deputy(township, "李兰芳", certificate="13-007")


@pytest.fixture
def cosigner(township):
    return cast.deputy(township, "曾庆华")


@pytest.fixture
def neutral(township):
    """A deputy who signed nothing and works in no unit."""
    return cast.deputy(township, "欧阳敏")


@pytest.fixture
def lead_user(township, lead):
    return cast.person(township, "lead", lead.name, Role.DEPUTY, deputy=lead)


@pytest.fixture
def outsider(other_township):
    """The clerk of the town next door: sees nothing here."""
    return cast.person(other_township, "outsider", "贺立新", Role.CLERK)


@pytest.fixture
def english():
    """What is said is said in English: a test that compares a sentence names the one in the code."""
    with translation.override("en"):
        yield
