"""Votes for tests: a plenary meeting of so many deputies, and a vote in any method, opened and filled."""

from django.urls import reverse

from huiyin.assembly.actions.balloting import cast_ballot
from huiyin.assembly.actions.slips import print_slips
from huiyin.assembly.actions.voting import Choice, open_vote, prepare_vote
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests import factories
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.core.tenancy import uuid7

PROJECTS = tuple(f"民生项目{n:02}" for n in range(1, 13))


def plenary(township, *, seats=71, present=None, kind="plenary", members=0, **words):
    """An open meeting in which so many of so many deputies are present."""
    deputies = factories.seated(township, seats, members=members)
    among = deputies[:members] if kind == "presidium" else deputies
    here = among if present is None else among[:present]
    session = factories.convocation(township)
    return factories.meeting(township, session=session, kind=kind, present=here, **words)


def prepared(meeting, *, title="关于镇人民政府工作报告的决议", by=None, **words):
    return prepare_vote(meeting, title=title, **words, **doing(LATER, by))


def of_choices(meeting, *, labels=PROJECTS, winners=10, subject="choice", method="slips", **words):
    rule = words.pop("rule", "most_over_half")
    choices = [Choice(label) for label in labels]
    return prepared(
        meeting, title="民生实事项目票决", subject=subject, method=method, rule=rule, winners=winners,
        choices=choices, **words,
    )  # fmt: skip


def opened(vote, by=None):
    return open_vote(vote, **doing(LATER, by))


def with_slips(vote, count=None):
    """The vote, opened, and the codes of its slips."""
    printed = print_slips(vote, count or 71, **doing(LATER))
    return opened(vote), list(printed.codes)


def cast(vote, code, content, nonce=None):
    return cast_ballot(vote.township, code=code, nonce=nonce or code, content=content)


def keys_of(vote):
    """The options' keys in their order."""
    return [str(one.pk) for one in vote.options.order_by("position")]


def page_of(row, act="vote", query=""):
    return reverse(f"assembly:{act}", args=[row.township.slug, row.pk]) + query


def send(client, row, act, query="", **said):
    return client.post(page_of(row, act, query), {"act_id": str(uuid7()), **said}, follow=True)


def now(vote):
    return Vote.objects.get(pk=vote.pk)
