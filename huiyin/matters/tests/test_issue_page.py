"""Issuing a paper on a matter's page: back to the matter, where the paper is listed and can be downloaded."""

import re

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.core.tenancy import uuid7
from huiyin.matters.tests.stories import MONDAY, REPLIED, handed_over, registered, replied
from huiyin.papers.models import Paper
from huiyin.papers.views import DOCX

LINK = re.compile(r'<p class="notice notice-success">(.*?) <a href="([^"]+)">(.*?)</a></p>')


def issue(client, matter, kind, user, **said):
    client.force_login(user)
    address = reverse("matters:issue", args=[matter.township.slug, matter.pk, kind])
    return client.post(address, {"act_id": str(uuid7()), **said}, follow=True)


@pytest.fixture
def in_hand(township, lead, water_station):
    return handed_over(registered(township, lead), water_station)


@time_machine.travel(MONDAY, tick=False)
def test_an_issued_paper_is_listed_and_downloaded_from_the_matter(client, in_hand, clerk):
    answer = issue(client, in_hand, "hand_over_letter", clerk)

    page = answer.content.decode()
    said, address, _label = LINK.search(page).groups()
    assert answer.redirect_chain == [(in_hand.get_absolute_url(), 302)]
    assert "交办函 清人发〔2024〕1号" in said
    assert page.count(f'href="{address}"') == 2  # in the notice and in the list
    file = client.get(address)
    assert (file["Content-Type"], file["Content-Disposition"][:10]) == (DOCX, "attachment")
    assert file.content[:2] == b"PK"


@time_machine.travel(MONDAY, tick=False)
def test_pressed_twice_it_names_the_same_paper(client, in_hand, clerk):
    act = str(uuid7())

    pages = [issue(client, in_hand, "hand_over_letter", clerk, act_id=act).content.decode() for _ in "12"]

    assert len({LINK.search(page).group(2) for page in pages}) == 1
    assert Paper.objects.count() == 1


@time_machine.travel(REPLIED, tick=False)
def test_the_unit_downloads_its_own_letter_where_no_list_is_shown(client, in_hand, water_handler):
    reply = replied(in_hand).replies.get()

    page = issue(client, in_hand, "reply_letter", water_handler, about=str(reply.pk)).content.decode()

    assert client.get(LINK.search(page).group(2))["Content-Type"] == DOCX


@pytest.mark.parametrize("count", [1, 2])
@time_machine.travel(MONDAY, tick=False)
def test_a_receipts_button_says_for_whom_without_a_name(client, township, clerk, count):
    matter = registered(township, None, kind="opinion", voter_name="钟桂香")
    if count == 2:
        other = matter.petitioners.get()
        other.pk = uuid7()
        other._state.adding = True
        other.save()
    client.force_login(clerk)

    page = client.get(matter.get_absolute_url()).content.decode()

    found = re.findall(r"<button>(回执[^<]*)</button>", page)
    with override("zh-hans"):
        voters = [_("the voter")] if count == 1 else [_("voter no. {place}").format(place=n) for n in (1, 2)]
    assert found == [f"回执：{voter}" for voter in voters]
