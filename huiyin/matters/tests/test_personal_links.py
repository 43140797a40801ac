"""Personal links: one deputy, one purpose, one time; whatever else looks like nothing at all."""

import logging
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client

from huiyin.core.errors import ActRefused
from huiyin.core.logs import MaskPersonalLinks
from huiyin.core.tenancy import uuid7
from huiyin.journal.queries import history_of, verify_chain
from huiyin.matters.actions.links import MadeLink, send_evaluation_link, send_my_matters_link
from huiyin.matters.actions.rounds import current_round
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.tests.stories import (
    REPLIED,
    doing,
    evaluated,
    handed_over,
    moment,
    registered,
    replied,
)
from huiyin.matters.views.guarding import MISSES
from huiyin.people.actions.accounts import revoke_link
from huiyin.people.models import PersonalLink

IN_WINDOW = moment(2024, 10, 9)
LAST_MOMENT = moment(2024, 10, 18, hour=23)
OVER = moment(2024, 10, 19, hour=8)
GIVEN = {"result": "fairly", "attitude": "satisfied", "reason": "水流通了，盖板还差几块。"}


@pytest.fixture(autouse=True)
def _window():
    with time_machine.travel(IN_WINDOW, tick=False):
        yield


@pytest.fixture
def matter(township, lead, cosigner, clerk, water_station):
    matter = registered(township, lead, by=clerk, cosigners=[cosigner])
    return replied(handed_over(matter, water_station, by=clerk), by=clerk)


@pytest.fixture
def send(matter, clerk):
    def send_to(deputy):
        petitioner = matter.petitioners.get(deputy=deputy)
        return send_evaluation_link(petitioner, round_=current_round(matter), **doing(REPLIED, clerk))

    return send_to


def address(made, *more):
    return "/" + "/".join(["qingxi", "l", made.token, *map(str, more)]) + "/"


def give(client, path, **words):
    return client.post(path, {**GIVEN, "act_id": str(uuid7()), **words})


def test_a_deputy_without_account_evaluates_once(client, matter, lead, send):
    path = address(send(lead))
    page = client.get(path).content.decode()
    assert matter.title in page
    assert "加盖板40块" in page

    assert give(client, path).headers["Location"] == path

    evaluation = Evaluation.objects.get()
    assert (evaluation.petitioner.deputy, evaluation.result, evaluation.channel) == (lead, "fairly", "link")
    assert (evaluation.given_on, evaluation.name_open) == (date(2024, 10, 9), False)
    entry = history_of(matter).last()
    assert (entry.act, entry.channel, entry.by) == ("evaluate", "link", None)
    assert entry.on_behalf_of == f"people.deputy:{lead.pk}"


def test_after_giving_the_page_says_so_and_shows_no_form(client, lead, send):
    path = address(send(lead))
    give(client, path)

    answer = client.get(path)

    assert answer.status_code == 200
    assert 'name="result"' not in answer.content.decode()
    assert GIVEN["reason"] not in answer.content.decode()


def test_sent_twice_it_is_given_once(client, lead, send):
    path, act_id = address(send(lead)), str(uuid7())

    answers = [give(client, path, act_id=act_id).status_code for _press in range(2)]

    assert answers == [302, 302]
    assert Evaluation.objects.count() == 1


def test_a_second_opinion_is_refused_in_plain_words(client, lead, send):
    path = address(send(lead))
    give(client, path)
    answer = give(client, path, result="dissatisfied")

    assert answer.status_code == 409
    assert Evaluation.objects.get().result == "fairly"


def test_nothing_ticked_keeps_what_was_written(client, lead, send):
    answer = give(client, address(send(lead)), result="")

    assert answer.status_code == 200
    assert GIVEN["reason"] in answer.content.decode()
    assert Evaluation.objects.count() == 0


def test_the_link_dies_with_the_window(client, lead, send):
    made = send(lead)
    with time_machine.travel(LAST_MOMENT, tick=False):
        assert client.get(address(made)).status_code == 200
    with time_machine.travel(OVER, tick=False):
        assert client.get(address(made)).status_code == 404
        assert give(client, address(made)).status_code == 404
    assert Evaluation.objects.count() == 0
    assert made.link.last_day == date(2024, 10, 18)


def test_unknown_expired_and_revoked_links_look_alike(client, township, clerk, lead, cosigner, send):
    revoked, expired = send(lead), send(cosigner)
    revoke_link(revoked.link, **doing(IN_WINDOW, clerk))
    unknown = MadeLink(revoked.link, "x" * 27)
    with time_machine.travel(OVER, tick=False):
        answers = [client.get(address(made)) for made in (revoked, expired, unknown)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({strip(answer) for answer in answers}) == 1


def strip(answer):
    """The page without what changes each time: the token of the form and the address itself."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return re.sub(r"/l/[\w-]+/", "", text)


def test_a_dead_link_says_whom_to_call(client, township, lead, send):
    township.office_phone = "0730-5550101"
    township.save(update_fields=["office_phone"])

    assert "0730-5550101" in client.get("/qingxi/l/nothing/").content.decode()


def test_a_newer_link_takes_the_place_of_the_older(client, lead, send):
    older, newer = send(lead), send(lead)

    assert client.get(address(older)).status_code == 404
    assert client.get(address(newer)).status_code == 200


def test_a_link_opens_in_its_own_town_only(client, other_township, lead, send):
    made = send(lead)

    assert client.get(address(made).replace("qingxi", "bailu")).status_code == 404


def test_a_link_to_one_evaluation_opens_nothing_else(client, matter, lead, cosigner, send):
    made = send(lead)
    other = matter.petitioners.get(deputy=cosigner)
    own = matter.petitioners.get(deputy=lead)

    for petitioner in (other, own):
        assert client.get(address(made, petitioner.pk)).status_code == 404
        assert give(client, address(made, petitioner.pk)).status_code == 404
    assert client.get(matter.get_absolute_url()).status_code == 302  # to the sign-in
    assert Evaluation.objects.count() == 0


@pytest.fixture
def my_matters(lead, clerk):
    return send_my_matters_link(lead, expires_on=date(2025, 3, 1), **doing(IN_WINDOW, clerk))


def test_my_matters_shows_what_this_deputy_raised_and_nothing_else(
    client, township, clerk, matter, cosigner, my_matters
):
    other = registered(township, cosigner, by=clerk, title="关于敬老院热水的建议")

    page = client.get(address(my_matters)).content.decode()

    assert matter.title in page
    assert other.title not in page
    assert client.get(address(my_matters, other.petitioners.get().pk)).status_code == 404
    assert client.post(address(my_matters)).status_code == 405


def test_from_my_matters_one_evaluates_too(client, matter, lead, my_matters):
    own = address(my_matters, matter.petitioners.get(deputy=lead).pk)
    assert own in client.get(address(my_matters)).content.decode()

    assert give(client, own).status_code == 302

    assert Evaluation.objects.get().petitioner.deputy == lead
    assert own not in client.get(address(my_matters)).content.decode()


def test_from_my_matters_a_closed_window_is_said_plainly(client, matter, lead, my_matters):
    own = address(my_matters, matter.petitioners.get(deputy=lead).pk)
    with time_machine.travel(OVER, tick=False):
        page, answer = client.get(own), give(client, own)

    assert page.status_code == 200
    assert 'name="result"' not in page.content.decode()
    assert answer.status_code == 409
    assert Evaluation.objects.count() == 0


def test_my_matters_ends_on_its_day_and_not_before(client, my_matters):
    with time_machine.travel(moment(2025, 3, 1, hour=23), tick=False):
        assert client.get(address(my_matters)).status_code == 200
    with time_machine.travel(moment(2025, 3, 2, hour=8), tick=False):
        assert client.get(address(my_matters)).status_code == 404


@pytest.mark.parametrize("day", [date(2024, 10, 8), date(2026, 1, 1)])
def test_a_link_is_good_for_a_year_at_most(lead, clerk, day):
    with pytest.raises(ActRefused):
        send_my_matters_link(lead, expires_on=day, **doing(IN_WINDOW, clerk))


def test_only_the_office_makes_links(matter, lead, lead_user, water_handler, outsider):
    for somebody in (lead_user, water_handler, outsider):
        with pytest.raises(PermissionDenied):
            send_my_matters_link(lead, expires_on=date(2025, 1, 1), **doing(IN_WINDOW, somebody))
        with pytest.raises(PermissionDenied):
            send_evaluation_link(
                matter.petitioners.get(deputy=lead),
                round_=current_round(matter),
                **doing(IN_WINDOW, somebody),
            )


def test_no_link_for_who_has_evaluated_or_after_the_window(matter, lead, cosigner, clerk, send):
    evaluated(matter, lead, "fairly", by=clerk)
    with pytest.raises(ActRefused):
        send(lead)
    with pytest.raises(ActRefused):
        send_evaluation_link(
            matter.petitioners.get(deputy=cosigner), round_=current_round(matter), **doing(OVER, clerk)
        )


def test_making_a_link_is_journalled_without_its_token(township, matter, lead, send):
    made = send(lead)

    entry = history_of(matter).last()
    assert entry.act == "send_evaluation_link"
    assert made.token not in str(entry.facts)
    assert made.token not in str(PersonalLink.objects.values())
    assert verify_chain(township)[1] is None


def test_machines_and_other_sites_learn_nothing(client, lead, send):
    for path in (address(send(lead)), "/qingxi/l/nothing/"):
        headers = client.get(path).headers
        assert headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in headers["X-Robots-Tag"]
        assert "no-store" in headers["Cache-Control"]


def test_a_form_of_another_site_is_refused(lead, send):
    strict = Client(enforce_csrf_checks=True)

    assert give(strict, address(send(lead))).status_code == 403
    assert Evaluation.objects.count() == 0


def test_who_opens_dead_links_all_day_must_wait(client, lead, send):
    good = address(send(lead))
    for _attempt in range(MISSES):
        assert client.get("/qingxi/l/nothing/").status_code == 404

    assert client.get(good).status_code == 429
    assert Client(REMOTE_ADDR="10.9.8.7").get(good).status_code == 200


def test_the_token_stands_in_no_log(client, lead, send, caplog):
    made = send(lead)
    caplog.handler.addFilter(MaskPersonalLinks())
    with caplog.at_level(logging.DEBUG), time_machine.travel(OVER, tick=False):
        client.get(address(made))

    assert "Not Found" in caplog.text
    assert "/l/…" in caplog.text
    assert made.token not in caplog.text


def office_page(client, user, path, method="get", **words):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return getattr(client, method)(path, words)


def test_the_clerk_makes_a_link_and_sees_it_once(client, clerk, matter, lead):
    petitioner, act_id = matter.petitioners.get(deputy=lead), str(uuid7())
    path = f"/qingxi/signers/{petitioner.pk}/link/"

    page = office_page(client, clerk, path, "post", act_id=act_id).content.decode()

    link = re.search(r"http://testserver(/qingxi/l/[\w-]+/)", page)[1]
    assert "data:image/svg+xml" in page
    assert Client().get(link).status_code == 200
    again = office_page(client, clerk, path, "post", act_id=act_id)
    assert again.headers["Location"] == f"/qingxi/matters/{matter.pk}/links/"
    assert PersonalLink.objects.count() == 1


def test_the_list_of_links_says_who_has_evaluated_but_not_how(client, clerk, matter, lead, cosigner):
    evaluated(matter, lead, "dissatisfied", by=clerk, reason="水还是流不出去。")

    page = office_page(client, clerk, f"/qingxi/matters/{matter.pk}/links/").content.decode()

    assert lead.name in page
    assert "流不出去" not in page
    assert "不满意" not in page
    assert page.count("/link/") == 1  # only the cosigner can still be sent one


def test_the_clerk_makes_and_revokes_a_link_to_my_matters(client, clerk, lead):
    path = f"/qingxi/deputies/{lead.pk}/links/"
    page = office_page(client, clerk, path, "post", expires_on="2025-03-01").content.decode()
    link = re.search(r"http://testserver(/qingxi/l/[\w-]+/)", page)[1]
    assert Client().get(link).status_code == 200

    made = PersonalLink.objects.get()
    asked = office_page(client, clerk, f"/qingxi/links/{made.pk}/revoke/").content.decode()
    assert "btn-danger" in asked
    assert lead.name in asked
    assert Client().get(link).status_code == 200

    office_page(client, clerk, f"/qingxi/links/{made.pk}/revoke/", "post")
    assert Client().get(link).status_code == 404


def test_a_wrong_last_day_is_said_on_the_form(client, clerk, lead):
    page = office_page(client, clerk, f"/qingxi/deputies/{lead.pk}/links/", "post", expires_on="2030-01-01")

    assert page.status_code == 200
    assert page.context["form"].errors["expires_on"]


@pytest.mark.parametrize(("who", "status"), [("water_handler", 403), ("lead_user", 403), ("outsider", 404)])
def test_nobody_else_opens_the_offices_pages_of_links(client, request, matter, lead, who, status):
    user = request.getfixturevalue(who)
    for path in (f"/qingxi/matters/{matter.pk}/links/", f"/qingxi/deputies/{lead.pk}/links/"):
        assert office_page(client, user, path).status_code == status
    for path in (f"signers/{matter.petitioners.first().pk}/link/", f"links/{uuid4()}/revoke/"):
        assert office_page(client, user, f"/qingxi/{path}", "post").status_code == status
    assert PersonalLink.objects.count() == 0


def test_a_link_is_made_of_160_random_bits(lead, clerk):
    words = doing(IN_WINDOW, clerk)
    tokens = {
        send_my_matters_link(
            lead, expires_on=date(2025, 1, 1) + timedelta(days=n), **{**words, "act_id": uuid7()}
        ).token
        for n in range(5)
    }

    assert len(tokens) == 5
    assert all(len(token) >= 27 for token in tokens)


def test_the_matters_page_leads_the_office_to_the_links(client, clerk, matter, lead_user):
    path = f'href="/qingxi/matters/{matter.pk}/links/"'

    assert path in office_page(client, clerk, matter.get_absolute_url()).content.decode()
    assert path not in office_page(client, lead_user, matter.get_absolute_url()).content.decode()
