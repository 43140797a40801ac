"""After an act the page says what was done and what follows from it, as an office speaks."""

from datetime import date

import pytest
from django.contrib.messages import get_messages

from huiyin.matters.lifecycle import MATTER_LIFECYCLE, MatterState
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.done import SAID, done_words
from huiyin.matters.tests.browsing import send
from huiyin.matters.tests.stories import registered

TODAY = date(2024, 7, 1)


def test_every_act_has_its_sentence():
    assert set(SAID) == set(MATTER_LIFECYCLE.acts())


@pytest.mark.parametrize("act", sorted(SAID))
def test_each_sentence_can_be_said_of_a_bare_matter(act):
    assert "%(" not in done_words(Matter(), act, TODAY)


def test_what_runs_until_a_day_names_the_day():
    in_hand = Matter(state=MatterState.IN_HAND, round=2, due_on=date(2024, 10, 8))
    answered = Matter(state=MatterState.ANSWERED, window_closes_on=date(2024, 10, 14))
    assert "10月8日" in done_words(in_hand, "open_round", TODAY)
    assert "10月14日" in done_words(answered, "reply", TODAY)


def test_the_page_says_until_when_the_reply_is_due(client, township, lead, clerk, water_station):
    matter = registered(township, lead, by=clerk)
    said = {"lead": water_station.pk, "on": "2024-07-01"}
    answer = send(client, matter, "hand_over", "2024-07-01 10:00+08:00", clerk, **said)
    shown = [str(message) for message in get_messages(answer.wsgi_request)]
    assert shown == [done_words(Matter.objects.get(pk=matter.pk), "hand_over", TODAY)]
    assert "10月8日" in shown[0]
