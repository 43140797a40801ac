import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

import huiyin.ui

HERE = Path(huiyin.ui.__file__).parent
GALLERY = ["gallery", "record", "form", "phone", "plain"]
NEITHER = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)")


@pytest.fixture
def gallery(settings):
    settings.ROOT_URLCONF = "huiyin.ui.tests.routes"


@pytest.mark.django_db
@pytest.mark.parametrize("name", GALLERY)
def test_each_sample_page_has_one_heading_and_no_inline_script_or_style(client, gallery, name):
    page = client.get(reverse(f"ui:{name}")).content.decode()

    assert page.count("<h1") == 1
    assert page.count('<main id="main"') == 1
    assert 'href="#main"' in page
    assert not NEITHER.search(page)


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_each_error_page_speaks_plainly_without_any_context(name):
    with override("en"):
        page = render_to_string(f"{name}.html")

    assert page.count("<h1") == 1
    assert "Traceback" not in page
    assert not NEITHER.search(page)


def test_the_page_of_a_fault_of_ours_needs_nothing_that_could_be_missing(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    page = render_to_string("500.html")

    assert settings.STATIC_URL not in page
    assert "<link" not in page
    assert "<script" not in page


@pytest.mark.django_db
def test_the_navigation_marks_the_page_one_is_on(client, gallery):
    page = client.get(reverse("ui:gallery")).content.decode()

    assert page.count('aria-current="page"') == 2  # the wide navigation and the menu of the phone
    assert page.count('aria-label="') > 2


@pytest.mark.django_db
def test_signing_out_and_changing_the_language_are_posted(client, gallery):
    page = client.get(reverse("ui:gallery")).content.decode()

    assert page.count('<form method="post" action="/ui/plain/">') == 2
    assert page.count('<form method="post" action="/i18n/setlang/">') == 2
    assert page.count('name="csrfmiddlewaretoken"') == 4


@pytest.mark.django_db
def test_the_search_box_says_its_name(client, gallery):
    page = client.get(reverse("ui:gallery")).content.decode()

    assert '<form class="search" role="search" method="get"' in page
    assert re.search(r'<input type="search" name="q" value="" aria-label="[^"]+"', page)


def test_no_colour_of_the_templates_comes_from_elsewhere_than_the_theme():
    allowed = {"#b3392f", "#ffffff", "#8a8378"}
    found = {
        colour
        for path in HERE.glob("templates/**/*.html")
        for colour in re.findall(r'(?:fill|stroke)="(#[0-9a-f]{3,6})"', path.read_text())
    }

    assert found <= allowed
