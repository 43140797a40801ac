"""The world of the acts' tests: the cast of the root, gathered, with those who are asked for nowhere else."""

from types import SimpleNamespace

import pytest

from huiyin.people.roles import Role
from huiyin.people.tests import cast


@pytest.fixture
def world(
    township, other_township, clerk, chair, operator, outsider, water_station, roads_office, water_handler,
    roads_handler, lead, cosigner, neutral, lead_user,
):  # fmt: skip
    """One town with everybody in it; `by["clerk"]` is the account of the clerk."""
    return SimpleNamespace(
        township=township,
        other_township=other_township,
        unit=water_station,
        other_unit=roads_office,
        lead=lead,
        cosigner=cosigner,
        neutral=neutral,
        by={
            "clerk": clerk,
            "chair": chair,
            "member": cast.person(township, "member", "彭立群", Role.PRESIDIUM),
            "operator": operator,
            "handler": water_handler,
            "assistant": roads_handler,
            "signer": lead_user,
            "other deputy": cast.person(township, "other", neutral.name, Role.DEPUTY, deputy=neutral),
            "outsider": outsider,
        },
    )
