"""The page of a slip: question after question, a summary, the box; every fault has a clear sentence."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from huiyin.assembly.actions.slips import print_slips
from huiyin.assembly.actions.voting import close_vote
from huiyin.assembly.models.votes import Ballot, Vote
from huiyin.assembly.tests.factories import LATER, doing
from huiyin.assembly.tests.polls import keys_of, of_choices, opened, plenary, prepared, with_slips
from huiyin.assembly.views.ballots import MISSES
from huiyin.matters.codes import shown

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def phone(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def address(vote, code):
    return reverse("assembly:ballot", args=[vote.township.slug, code])


def form_in(page, last=False):
    """What the hidden fields of the page's first or last form carry."""
    main = page.content.decode().partition("<main")[2]
    form = main.split("<form")[-1 if last else 1]
    carried = {}
    for name, value in HIDDEN.findall(form):
        carried.setdefault(name, []).append(value)
    return carried


def answer(phone, url, page, **said):
    """Press a button of a question, with what the page carries."""
    return phone.post(url, {**form_in(page), **said})


def cast(phone, url, page):
    return phone.post(url, form_in(page, last=True))


def text(page):
    return page.content.decode()


def decision(township, **words):
    return with_slips(prepared(plenary(township, seats=6), method="slips"), 6, **words)


def election(township, **words):
    meeting = plenary(township, seats=6)
    return with_slips(of_choices(meeting, labels=("甲", "乙"), subject="election", **words), 6)


def kept():
    return [ballot.content.strip() for ballot in Ballot.objects.all()]


def test_a_decision_is_one_tap_a_look_and_one_tap(phone, township):
    vote, codes = decision(township)
    url = address(vote, codes[0])

    first = phone.get(url)
    look = answer(phone, url, first, said="against")
    done = cast(phone, url, look)

    assert "against" in text(look)
    assert "Your ballot is in the box" in text(done)
    assert kept() == ['{"said":"against"}']


def test_the_page_asks_for_nobody_and_is_kept_nowhere(phone, township, lead_user):
    vote, codes = decision(township)
    phone.force_login(lead_user)
    sessions = Session.objects.count()

    page = phone.get(address(vote, codes[0]))

    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "strict-origin"
    assert lead_user.name not in text(page)
    assert set(page.cookies) == {"csrftoken"}
    assert Session.objects.count() == sessions


def test_a_code_is_typed_as_it_is_printed(phone, township):
    vote, codes = decision(township)
    find = reverse("assembly:find_ballot", args=[township.slug])

    assert "Type the code of your slip" in text(phone.get(find))
    assert "A code has 9 letters" in text(phone.post(find, {"code": "abc"}))
    assert phone.post(find, {"code": shown(codes[0]).lower()}).url == address(vote, codes[0])


def test_several_are_chosen_on_one_page_and_may_be_changed(phone, township):
    vote, codes = with_slips(of_choices(plenary(township, seats=6), labels=("甲", "乙", "丙"), winners=2), 6)
    url, keys = address(vote, codes[0]), keys_of(vote)

    look = answer(phone, url, phone.get(url), chosen=keys)
    again = phone.post(url, {**form_in(look), "show": "0"})
    look = answer(phone, url, again, chosen=keys[:2])
    cast(phone, url, look)

    assert text(again).count(" checked") == 3
    assert "void" not in text(look)
    assert Ballot.objects.get().content.count("-") == 8


def test_too_many_marks_are_warned_of_and_may_be_cast_all_the_same(phone, township):
    vote, codes = with_slips(of_choices(plenary(township, seats=6), labels=("甲", "乙", "丙"), winners=2), 6)
    url = address(vote, codes[0])

    look = answer(phone, url, phone.get(url), chosen=keys_of(vote))
    cast(phone, url, look)

    assert "You chose 3, but at most 2 may be chosen" in text(look)
    assert "Cast it although it is void" in text(look)
    assert close_vote(vote, **doing(LATER)).void == 1


def test_nothing_chosen_is_said_and_may_be_cast(phone, township):
    vote, codes = with_slips(of_choices(plenary(township, seats=6), labels=("甲", "乙"), winners=1), 6)
    url = address(vote, codes[0])

    look = answer(phone, url, phone.get(url))
    cast(phone, url, look)

    assert "nothing chosen" in text(look)
    assert kept() == ['{"chosen":[]}']


def test_candidates_are_asked_for_one_by_one_and_then_for_another_name(phone, township):
    vote, codes = election(township, winners=1, takes_write_ins=True)
    url, (first, second) = address(vote, codes[0]), keys_of(vote)

    one = phone.get(url)
    two = answer(phone, url, one, **{f"mark-{first}": "against"})
    three = answer(phone, url, two, **{f"mark-{second}": "abstained"})
    look = answer(phone, url, three, write_in="王 五")
    cast(phone, url, look)

    assert ["Question 1 of 3" in text(one), "Question 2 of 3" in text(two)] == [True, True]
    assert "Somebody else?" in text(three)
    assert "王五" in text(look)
    marks = {f'"{first}":"against"', f'"{second}":"abstained"', '"write_ins":["王五"]'}
    assert all(mark in kept()[0] for mark in marks)


def test_a_mark_is_called_back_and_changed(phone, township):
    vote, codes = election(township, winners=1)
    url, (first, second) = address(vote, codes[0]), keys_of(vote)
    page = answer(phone, url, phone.get(url), **{f"mark-{first}": "in_favour"})
    look = answer(phone, url, page, **{f"mark-{second}": "in_favour"})

    back = phone.post(url, {**form_in(look), "show": "1"})
    fixed = answer(phone, url, back, **{f"mark-{second}": "against"})

    assert "void" in text(look)
    assert 'value="in_favour" aria-pressed="true"' in text(back)
    assert "void" not in text(fixed)


def test_places_are_given_in_order_and_none_twice(phone, township):
    meeting = plenary(township, seats=6)
    vote, codes = with_slips(of_choices(meeting, labels=("甲", "乙", "丙"), winners=2, is_ranked=True), 6)
    url, keys = address(vote, codes[0]), keys_of(vote)

    two = answer(phone, url, phone.get(url), **{"place-1": keys[2]})
    look = answer(phone, url, two, **{"place-2": keys[0]})
    cast(phone, url, look)

    assert f'value="{keys[2]}">' in text(two)  # carried, and offered no more
    assert 'class="btn btn-big ballot-choice"' in text(two)
    assert text(two).count("ballot-choice") == 2
    assert kept() == [f'{{"order":["{keys[2]}","{keys[0]}"]}}']


def test_a_place_left_empty_stays_empty(phone, township):
    meeting = plenary(township, seats=6)
    vote, codes = with_slips(of_choices(meeting, labels=("甲", "乙"), winners=1, is_ranked=True), 6)
    url = address(vote, codes[0])

    look = answer(phone, url, phone.get(url), **{"place-1": ""})

    assert "nothing chosen" in text(look)


def test_a_form_without_an_answer_is_asked_again(phone, township):
    vote, codes = decision(township)
    url = address(vote, codes[0])

    page = phone.post(url, {"done": "0"})

    assert (page.status_code, page.url) == (302, url)


def test_the_same_sending_again_is_received_and_counted_once(phone, township):
    vote, codes = decision(township)
    url = address(vote, codes[0])
    look = answer(phone, url, phone.get(url), said="in_favour")
    sending = form_in(look, last=True)

    answers = [phone.post(url, sending) for _retry in range(3)]

    assert [page.status_code for page in answers] == [200, 200, 200]
    assert all("Your ballot is in the box" in text(page) for page in answers)
    assert Ballot.objects.count() == 1


def test_another_ballot_from_the_same_slip_is_refused_and_a_new_look_too(phone, township):
    vote, codes = decision(township)
    url = address(vote, codes[0])
    first = answer(phone, url, phone.get(url), said="in_favour")
    second = answer(phone, url, phone.get(url), said="against")
    cast(phone, url, first)

    late, look = cast(phone, url, second), phone.get(url)

    assert (late.status_code, look.status_code) == (409, 200)
    assert "This slip was used already" in text(late)
    assert "its ballot is in the box" in text(look)
    assert kept() == ['{"said":"in_favour"}']


def test_before_the_vote_opens_the_page_waits_and_looks_again(phone, township):
    vote = prepared(plenary(township, seats=6), method="slips")
    codes = print_slips(vote, 6, **doing(LATER)).codes

    page = text(phone.get(address(vote, codes[0])))
    opened(vote)

    assert "The vote is not open yet" in page
    assert '<meta http-equiv="refresh"' in page
    assert "in favour" in text(phone.get(address(vote, codes[0])))


def test_after_the_vote_was_closed_the_page_says_that_nothing_was_received(phone, township):
    vote, codes = decision(township)
    url = address(vote, codes[0])
    look = answer(phone, url, phone.get(url), said="in_favour")
    close_vote(vote, **doing(LATER))

    assert "No ballot was received from this slip" in text(cast(phone, url, look))
    assert "The vote is closed" in text(phone.get(url))
    assert not Ballot.objects.exists()


def test_a_sending_without_its_word_is_refused(phone, township):
    vote, codes = decision(township)

    page = phone.post(address(vote, codes[0]), {"cast": "1", "said": "in_favour"})

    assert page.status_code == 409
    assert "Load it again" in text(page)


def test_a_wrong_code_opens_nothing_and_guessing_must_wait(phone, township):
    vote, _codes = decision(township)

    for _try in range(MISSES):
        wrong = phone.get(address(vote, "ABCDEFGHJ"))
    waiting = phone.get(address(vote, "ABCDEFGHJ"))

    assert (wrong.status_code, waiting.status_code) == (404, 429)
    assert "No slip has this code" in text(wrong)
    assert "Too many wrong codes" in text(waiting)


def test_a_good_slip_opens_however_many_wrong_codes_its_address_sent(phone, township):
    """The phones of a hall may share one address."""
    vote, codes = decision(township)
    for _try in range(MISSES + 1):
        phone.get(address(vote, "ABCDEFGHJ"))

    assert phone.get(address(vote, codes[0])).status_code == 200


def test_a_code_opens_nothing_in_another_town_or_in_none(phone, township, other_township):
    _vote, codes = decision(township)

    for town, status in ((other_township.slug, 404), ("nirgends", 404)):
        url = reverse("assembly:ballot", args=[town, codes[0]])
        assert phone.get(url).status_code == status
        assert phone.post(url, {"cast": "1", "nonce": "x", "said": "in_favour"}).status_code == status
    assert not Ballot.objects.exists()


def test_an_incomplete_sending_of_an_unknown_code_opens_nothing(phone, township):
    decision(township)

    assert phone.post(address(Vote.objects.get(), "ABCDEFGHJ"), {"cast": "1"}).status_code == 404
