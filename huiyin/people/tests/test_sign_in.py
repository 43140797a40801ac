"""Signing in with name and password, being locked out, changing one's own password."""

import logging

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client

from huiyin import settings as real  # the tests' own settings use a fast hasher
from huiyin.matters.tests.stories import moment
from huiyin.people.tests.cast import PASSWORD

SIGN_IN, NEW = "/sign-in/", "another horse battery"


def sign_in(client, name="clerk", password=PASSWORD, **words):
    return client.post(SIGN_IN, {"username": name, "password": password, **words})


def is_signed_in(client):
    return SESSION_KEY in client.session


def test_name_and_password_open_the_first_page(client, clerk):
    answer = sign_in(client)

    assert answer.headers["Location"] == "/"
    assert is_signed_in(client)


def test_a_wrong_password_keeps_the_name_and_says_what_to_mind(client, clerk):
    answer = sign_in(client, password="wrong")

    assert answer.status_code == 200
    assert 'value="clerk"' in answer.content.decode()
    assert 'value="wrong"' not in answer.content.decode()
    assert not is_signed_in(client)


def test_an_unknown_name_and_a_wrong_password_look_alike(client, clerk):
    def error_of(answer):
        return answer.context["form"].non_field_errors()

    assert error_of(sign_in(client, name="nobody")) == error_of(sign_in(client, password="wrong"))


def test_the_page_that_was_asked_for_opens_afterwards(client, clerk):
    assert sign_in(client, next="/qingxi/matters/").headers["Location"] == "/qingxi/matters/"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_no_other_site_opens_afterwards(client, clerk, evil):
    assert sign_in(client, next=evil).headers["Location"] == "/"


def test_too_many_failures_lock_the_account_even_for_the_right_password(client, clerk):
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, password="wrong")

    assert answer.status_code == 429
    assert "people/locked_out.html" in [one.name for one in answer.templates]
    assert sign_in(client).status_code == 429
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    assert sign_in(elsewhere).status_code == 429
    assert not is_signed_in(client)


def test_too_many_failures_lock_the_address_for_every_name(client, clerk, chair):
    for number in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, name=f"guess{number}", password="wrong")

    assert sign_in(client, name="chair").status_code == 429
    assert sign_in(Client(REMOTE_ADDR="10.9.8.7"), name="chair").status_code == 302


def test_the_lock_opens_by_itself_after_a_quarter_of_an_hour(client, clerk):
    with time_machine.travel(moment(2024, 7, 1), tick=False):
        for _attempt in range(settings.AXES_FAILURE_LIMIT):
            sign_in(client, password="wrong")
    with time_machine.travel(moment(2024, 7, 1, hour=10), tick=False):
        assert sign_in(client).status_code == 302


def test_a_success_forgives_the_failures_before_it(client, clerk):
    for _attempt in range(settings.AXES_FAILURE_LIMIT - 1):
        sign_in(client, password="wrong")
    sign_in(client)

    assert AccessAttempt.objects.count() == 0


def test_signing_out_needs_a_form_and_ends_the_session(client, clerk):
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")

    assert not is_signed_in(client)


def change(client, old=PASSWORD, new=NEW, again=NEW):
    return client.post("/password/", {"old": old, "new": new, "again": again})


def test_a_changed_password_is_the_one_that_works(client, clerk):
    sign_in(client)
    assert change(client).status_code == 302

    assert is_signed_in(client)
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), password=NEW).status_code == 302


def test_elsewhere_one_is_signed_out_by_it(client, clerk):
    elsewhere = Client()
    for each in (client, elsewhere):
        sign_in(each)
    change(client)

    assert elsewhere.get("/password/").status_code == 302
    assert client.get("/password/").status_code == 200


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"old": "not it"}, "old"),
        ({"new": "short", "again": "short"}, "new"),
        ({"new": "1234567890123", "again": "1234567890123"}, "new"),
        ({"again": "another horse batterie"}, "again"),
    ],
)
def test_a_password_is_changed_only_by_who_knows_it_and_to_a_good_one(client, clerk, words, field):
    sign_in(client)
    answer = change(client, **words)

    assert list(answer.context["form"].errors) == [field]
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_the_language_is_switched_for_who_is_not_signed_in(client, db):
    assert 'lang="zh-hans"' in client.get(SIGN_IN).content.decode()
    client.post("/i18n/setlang/", {"language": "en", "next": SIGN_IN})

    assert 'lang="en"' in client.get(SIGN_IN).content.decode()


def test_passwords_are_kept_by_argon2_where_people_work():
    assert real.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_no_log_line_holds_name_or_password(client, clerk, caplog):
    with caplog.at_level(logging.DEBUG):
        sign_in(client, name="clerk", password="hunter2hunter2")

    assert "hunter2hunter2" not in caplog.text
