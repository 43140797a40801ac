"""Every page as eyes, fingers and screen readers meet it: both languages, office screen and phone.

The pages are walked by the keys of `tests.furnished`. Each is opened once per language: axe-core finds no
violation, nothing must be scrolled sideways, the browser's console stays silent and no sentence is left in
the other language. HUIYIN_LOOK=1 keeps a picture of each in var/screenshots/pages.
"""

import os
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.tests.factories import LATER
from huiyin.people.roles import Role
from tests.house import ACTS, DOORS, TODAY, furnish

OFFICE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PARTS = 4  # the walk in parts, so that several workers can share it
HAN = re.compile(r"[\u4e00-\u9fff]")
REFUSED = re.compile(r"status of 4\d\d")  # the browser's own note that a page was refused
ENGLISH = re.compile(r"[A-Za-z]{2,}[ ,_]+[A-Za-z]{2,}")  # two words in a row
PAGES = [(name, door) for name, door in (*DOORS.items(), *ACTS.items()) if door.page and not door.post]

PARTS_TO_COME = "[hx-trigger=load], .htmx-request"
# What is read or heard on the page, with the words that only a screen reader says.
SAID = """() => {
  const said = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!holder.closest("script, style, template, code, [lang]:not(html)"))
      said.push(walker.currentNode.textContent.trim());
  }
  for (const one of document.querySelectorAll("[placeholder], [aria-label], [title], [alt], [data-label]"))
    for (const name of ["placeholder", "aria-label", "title", "alt", "data-label"])
      said.push(one.getAttribute(name) || "");
  return said.filter(Boolean);
}"""
PRESSED = """() => [...document.querySelectorAll("main button:not([lang])")].map(one =>
  [...one.childNodes].filter(node => node.className !== "sr").map(node => node.textContent).join(""))"""
DRAWN = """() => [document.title, ...[...document.querySelectorAll("h1, main button:not([lang])")]
  .map(one => one.innerText)].map(text => text.trim()).filter(text => /[\\p{L}]/u.test(text))"""

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", TODAY)
    cache.clear()
    return furnish()


@pytest.fixture
def walk(page, live_server, axe, fits, town):
    """`walk.look(address)` opens a page in both sizes and notes its faults in `walk.faults`."""
    return Walk(page, live_server.url, axe, fits)


class Walk:
    def __init__(self, page, site, axe, fits):
        self.page, self.site, self.axe, self.fits = page, site, axe, fits
        self.faults, self.keys, self.language, self.hears = [], {}, "zh-hans", True
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", self._hear)

    def _hear(self, message):
        if self.hears and message.type in ("error", "warning") and not REFUSED.search(message.text):
            self.faults.append(f"{self.page.url}: console: {message.text}")

    def speak(self, language):
        self.language = language
        self._cookie("django_language", language)

    def sign_in(self, user):
        if user.pk not in self.keys:
            client = Client()
            client.force_login(user)
            self.keys[user.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value
        self._cookie(settings.SESSION_COOKIE_NAME, self.keys[user.pk])

    def sign_out(self):
        self._cookie(settings.SESSION_COOKIE_NAME, "nobody")

    def _cookie(self, name, value):
        self.page.context.add_cookies([{"name": name, "value": value, "url": self.site}])

    def look(self, path, name, expected=200):
        self.page.set_viewport_size(OFFICE)
        answer = self.page.goto(self.site + path)
        if answer.status != expected:
            self.faults.append(f"{path}: {answer.status}")
        self.judge(name)

    def judge(self, name):
        self.page.locator(PARTS_TO_COME).first.wait_for(state="detached")
        self._read()
        self.hears = False  # axe-core writes styles, which the policy of the pages refuses
        for size, word in ((OFFICE, "office"), (PHONE, "phone")):
            self.page.set_viewport_size(size)
            for check in (self.fits, self.axe):
                try:
                    check(self.page)
                except AssertionError as fault:
                    self.faults.append(f"{name} {word} {self.language}: {str(fault)[:500]}")
            if os.environ.get("HUIYIN_LOOK"):
                shot = f"var/screenshots/pages/{self.language}-{word}-{name.replace(':', '-')}.png"
                self.page.screenshot(path=shot, full_page=True)
        self.hears = True

    def _read(self):
        if self.language == "en":
            foreign = [text for text in self.page.evaluate(PRESSED) if HAN.match(text.strip())]
        else:
            foreign = [text for text in self.page.evaluate(SAID) if ENGLISH.search(text)]
            foreign += [text for text in self.page.evaluate(DRAWN) if not HAN.search(text)]
        self.faults += [f"{self.page.url} {self.language}: {text!r}" for text in foreign]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_page_is_whole_in_both_sizes(walk, town, language, part):
    walk.speak(language)
    for name, door in PAGES[part::PARTS]:
        walk.sign_in(town.users[door.user])
        if door.public:
            walk.sign_out()
        keys = {"town": town.township.slug, **door.keys(town)}
        walk.look(reverse(name, kwargs=keys) + door.query, name)

    assert not walk.faults, "\n".join(walk.faults)


def test_a_meeting_that_chose_ten_projects_is_no_wider_than_the_screen(walk, town):
    meeting = town.rows["meeting"]
    vote = Vote.objects.create(
        township=town.township, meeting=meeting, item=town.rows["item"], title="2025年民生实事项目票决",
        subject="choice", method="paper", rule="most_votes", winners=10, state="announced", outcome="chosen",
        of_all=71, present=60, quorum=48, needed=1, opened_at=LATER, closed_at=LATER, announced_at=LATER,
    )  # fmt: skip
    for place in range(1, 13):
        Option.objects.create(
            township=town.township, vote=vote, position=place, in_favour=60 - place, is_chosen=place <= 10,
            label=f"第{place}村至集镇农村公路拓宽改造和安全防护设施建设工程项目",
        )  # fmt: skip

    walk.sign_in(town.users[Role.CLERK])
    for row in (meeting, vote):
        walk.look(row.get_absolute_url(), str(row.pk))

    assert not walk.faults, "\n".join(walk.faults)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_of_no_town_are_whole(walk, town, language):
    walk.speak(language)
    walk.sign_out()
    walk.look(reverse("people:sign_in"), "sign_in")
    walk.look("/qingxi/l/dead/", "link_dead", expected=404)
    walk.sign_in(town.users["observer"])
    walk.look(reverse("desk:townships"), "townships")
    walk.look(reverse("people:password"), "password")
    walk.look("/nowhere/", "404", expected=404)
    walk.sign_in(town.users["deputy"])
    walk.look(reverse("matters:import", args=["qingxi"]), "403", expected=403)

    assert not walk.faults, "\n".join(walk.faults)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_who_is_locked_out_is_told_so_on_a_whole_page(walk, language, settings):
    settings.AXES_FAILURE_LIMIT = 2
    walk.speak(language)
    walk.sign_out()
    for _try in range(2):
        walk.page.goto(walk.site + reverse("people:sign_in"))
        walk.page.fill("[name=username]", "qingxi-clerk")
        walk.page.fill("[name=password]", "guessed")
        with walk.page.expect_navigation():
            walk.page.press("[name=password]", "Enter")
    walk.judge("locked_out")

    assert walk.page.locator("[name=password]").count() == 0
    assert not walk.faults, "\n".join(walk.faults)
