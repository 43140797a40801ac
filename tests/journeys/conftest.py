"""What the journeys share: windows with people in them, a day that moves, numbered pictures.

HUIYIN_PICTURES names a folder: pictures that a guide shows are copied there, with few colours. The browser
writes dates as an office in China does when the package chromium-l10n is installed.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from huiyin.matters.actions.settings import set_up_loop
from huiyin.matters.tests.stories import MONDAY, doing
from huiyin.people.tests import cast
from tests.conftest import SCREENSHOTS, _only_here

OFFICE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
COLOURS = 96


class Windows:
    """Browser windows, each with one person in it (or nobody), and the pictures of a journey."""

    def __init__(self, browser, site, words, monkeypatch):
        self.browser, self.site, self.words, self.monkeypatch = browser, site, words, monkeypatch
        self.contexts, self.taken, self.language = [], 0, "zh-hans"

    def day(self, told):
        """Let it be this day for the server."""
        self.monkeypatch.setenv("HUIYIN_TODAY", told)

    def open(self, user=None, *, size=OFFICE, language=None):
        """A window of its own; with a user it is signed in already."""
        context = self.browser.new_context(**{**self.words, "viewport": size})
        context.route("**/*", _only_here)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        cookies = {"django_language": language or self.language}
        if user is not None:
            client = Client()
            client.force_login(user)
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": n, "value": v, "url": self.site} for n, v in cookies.items()])
        return context.new_page()

    def shot(self, page, name, guide=""):
        """The next numbered picture of the journey; with a name for the guide also one for that."""
        self.taken += 1
        story, words = name.split(":")
        if guide and (folder := os.environ.get("HUIYIN_PICTURES")):
            picture = Image.open(BytesIO(page.screenshot()))
            few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            few.save(Path(folder) / f"{guide}.png", optimize=True)
        page.screenshot(path=SCREENSHOTS / f"{story}-{self.taken:02}-{words}.png", full_page=True)

    def close(self):
        for context in self.contexts:
            context.close()


@pytest.fixture
def windows(browser, live_server, browser_context_args, monkeypatch):
    if folder := os.environ.get("HUIYIN_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
    opened = Windows(browser, live_server.url, browser_context_args, monkeypatch)
    yield opened
    opened.close()


@pytest.fixture
def ready(township, session, village, lead, cosigner, neutral, water_station, roads_office):
    """The town before its first matter."""
    set_up_loop(township, **doing(MONDAY))
    cast.constituency(township, "柳溪选区", [village])
    return township
