"""Sitting at the table of a meeting: looking at its pages and sending their forms at a moment."""

import time_machine
from django.urls import reverse

from huiyin.assembly.actions.agenda import plan_item
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.core.tenancy import uuid7


def an_item(held, title="政府工作报告", **words):
    return plan_item(held, title=title, **words, **doing())


def address(name, *keys):
    return reverse(f"assembly:{name}", args=["qingxi", *(getattr(key, "pk", key) for key in keys)])


def look(client, user, name, *keys, at=LATER):
    client.force_login(user)
    with time_machine.travel(at, tick=False):
        return client.get(address(name, *keys))


def send(client, user, name, *keys, at=LATER, **said):
    client.force_login(user)
    with time_machine.travel(at, tick=False):
        return client.post(address(name, *keys), {"act_id": str(uuid7()), **said})


def follow(client, answer):
    """The page to which an answer leads, as it is read."""
    with time_machine.travel(LATER, tick=False):
        return client.get(answer.url.partition("#")[0]).content.decode()
