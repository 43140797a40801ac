"""64 voters at once, with double clicks and lost answers: none is lost, none is counted twice."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connections
from django.utils import translation

from huiyin.assembly.actions.balloting import cast_ballot
from huiyin.assembly.actions.slips import slip_digest
from huiyin.assembly.actions.voting import close_vote
from huiyin.assembly.models.votes import Ballot, Slip
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.assembly.tests.polls import keys_of, of_choices, plenary, with_slips
from huiyin.core.crypto import keyed_digest
from huiyin.core.errors import ActRefused

VOTERS, CONNECTIONS = 64, 80  # a server of the tests takes a hundred connections

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("english")]


@pytest.fixture
def ready(township):
    """An open vote and, for each voter, a code and a ballot of their own."""
    vote, codes = with_slips(of_choices(plenary(township, seats=VOTERS)), VOTERS)
    keys, chance = keys_of(vote), Random(9)
    return vote, {code: sorted(chance.sample(keys, chance.randint(1, 10))) for code in codes}


def sends(vote, code, chosen, nonce):
    """One sending: whether it was received, or the sentence of the refusal."""
    try:
        translation.activate("en")  # each thread has a language of its own
        cast_ballot(vote.township, code=code, nonce=nonce, content={"chosen": chosen})
    except ActRefused as refusal:
        return str(refusal)
    finally:
        connections.close_all()
    return "received"


def all_at_once(jobs, during=lambda: None):
    """Do every job in a thread of its own, all from the same moment."""
    start, door = threading.Barrier(len(jobs) + 1), threading.Semaphore(CONNECTIONS)

    def run(job):
        start.wait()
        with door:
            return job()

    with ThreadPoolExecutor(len(jobs)) as threads:
        futures = [threads.submit(run, job) for job in jobs]
        start.wait()
        during()
        return [future.result() for future in futures]


def test_64_voters_with_retries_and_double_clicks_are_counted_once_each(ready):
    vote, ballots = ready
    chance = Random(4)
    jobs = [
        (lambda code=code, chosen=chosen: sends(vote, code, chosen, f"word of {code}"))
        for code, chosen in ballots.items()
        for _again in range(chance.choice((1, 1, 2, 3)))
    ]
    chance.shuffle(jobs)

    answers = all_at_once(jobs)
    vote = close_vote(vote, **doing(LATER))

    assert Counter(answers) == {"received": len(jobs)}
    assert (vote.returned, vote.issued, Ballot.objects.count()) == (VOTERS, VOTERS, VOTERS)
    expected = Counter(key for chosen in ballots.values() for key in chosen)
    assert {str(one.pk): one.in_favour for one in vote.options.all()} == dict(expected)


def test_of_two_different_sendings_from_one_slip_exactly_one_is_received(ready):
    vote, ballots = ready
    codes = list(ballots)[:16]
    jobs = [
        (lambda code=code, n=n: (code, n, sends(vote, code, ballots[code], f"{code} {n}")))
        for code in codes
        for n in range(4)
    ]

    answers = all_at_once(jobs)

    received = {code: [n for c, n, said in answers if c == code and said == "received"] for code in codes}
    assert all(len(numbers) == 1 for numbers in received.values())
    assert Ballot.objects.count() == len(codes)
    kept = dict(Slip.objects.filter(is_used=True).values_list("code_hash", "receipt_hash"))
    assert kept == {slip_digest(code): keyed_digest(f"receipt {code} {n}") for code, (n,) in received.items()}


def test_every_ballot_that_was_received_while_the_vote_was_closed_is_counted(ready):
    vote, ballots = ready
    closed = []
    jobs = [
        (lambda code=code, chosen=chosen: sends(vote, code, chosen, code)) for code, chosen in ballots.items()
    ]

    answers = all_at_once(jobs, during=lambda: closed.append(close_vote(vote, **doing(LATER))))

    received = [code for code, said in zip(ballots, answers, strict=True) if said == "received"]
    refused = {said for said in answers if said != "received"}
    assert closed[0].returned == len(received) == Ballot.objects.count()
    assert refused <= {"The vote is closed. No ballot was received from this slip."}
    expected = Counter(key for code in received for key in ballots[code])
    counted = {str(one.pk): one.in_favour for one in closed[0].options.all() if one.in_favour}
    assert counted == dict(expected)
