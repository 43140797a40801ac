"""Photos and documents of a matter: kept by its acts, given only to who sees it."""

import pytest
from django.urls import reverse

from huiyin.matters.tests.browsing import fetch, look, photo, send
from huiyin.matters.tests.stories import WINDOW_OVER, handed_over, registered, replied
from huiyin.people.tests import cast


@pytest.fixture
def answered(township, lead, clerk, water_station):
    matter = registered(township, lead, by=clerk)
    return replied(handed_over(matter, water_station, by=clerk), by=clerk)


def test_a_verification_keeps_photos_and_bars_the_unit(
    client, township, answered, neutral, clerk, water_station
):
    insider = cast.deputy(township, "吴建国", employer=water_station)
    page = look(client, answered, "verify", WINDOW_OVER, clerk).content.decode()
    assert page.count("disabled") == 1
    said = {"result": "not", "note": "沟仍堵。", "on": "2024-10-21", "on_site": "on", "place": "二组"}
    refused = send(client, answered, "verify", WINDOW_OVER, clerk, verifiers=[insider.pk], **said)
    assert refused.status_code == 409
    assert "沟仍堵。" in refused.content.decode()

    photos = [photo("一.jpg"), photo("二.jpg")]
    send(client, answered, "verify", WINDOW_OVER, clerk, verifiers=[neutral.pk], photos=photos, **said)
    found = answered.verifications.get()
    assert (found.result, found.files.count()) == ("not", 2)


def test_photos_are_given_to_who_sees_the_matter_only(
    client, answered, neutral, clerk, water_handler, roads_handler, outsider
):
    said = {"result": "not", "note": "沟仍堵。", "on": "2024-10-21", "verifiers": [neutral.pk]}
    send(client, answered, "verify", WINDOW_OVER, clerk, photos=[photo("一.jpg")], **said)
    link = answered.verifications.get().files.get()
    address = reverse("matters:verification_file", args=["qingxi", answered.pk, link.pk])
    codes = []
    for user in (clerk, water_handler, roads_handler, outsider):
        client.force_login(user)
        codes.append(fetch(client, address))

    assert codes == [200, 200, 404, 404]


def test_an_attached_slip_stays_hidden_from_units_when_the_signers_are_secret(
    client, township, lead, clerk, water_station, water_handler
):
    matter = handed_over(registered(township, lead, by=clerk, secrecy=True), water_station, by=clerk)
    send(client, matter, "attach", "2024-07-02 09:00+08:00", clerk, upload=photo("原件.jpg"), caption="原件")
    link = matter.files.get()
    address = reverse("matters:file", args=["qingxi", matter.pk, link.pk])
    client.force_login(water_handler)
    unit = fetch(client, address)
    client.force_login(clerk)
    office = fetch(client, address)

    assert (unit, office) == (404, 200)
