"""What the pages refuse, and in which words: nothing typed is lost, nothing is done twice, nothing leaks."""

import pytest

from huiyin.journal.queries import history_of, verify_chain
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.stories import evaluated, handed_over, registered, replied
from huiyin.people.tests import cast
from tests.journeys.conftest import PHONE
from tests.journeys.hands import begin, fill, send

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def matter(windows, ready, lead, cosigner, water_station):
    windows.day("2024-09-30")
    return handed_over(registered(ready, lead, cosigners=[cosigner]), water_station)


def address(windows, matter, below=""):
    return windows.site + matter.get_absolute_url() + below


@pytest.mark.parametrize(
    ("language", "refused"),
    [("zh-hans", "不能参加核验"), ("en", "cannot verify it")],
)
def test_who_handled_it_cannot_verify_it(windows, matter, clerk, water_station, language, refused):
    cast.deputy(matter.township, "段小军", employer=water_station)
    replied(matter)
    windows.day("2024-10-22")
    page = windows.open(clerk, language=language)
    page.goto(address(windows, matter, "verify/"))
    own = page.get_by_label("段小军")
    assert own.is_disabled()

    page.evaluate("document.querySelectorAll('[name=verifiers]').forEach(one => one.disabled = false)")
    fill(page, result__solved=True, note="沟内水流通畅。")
    own.check()
    page.locator("main form.form button.btn-primary").click()
    page.locator(".error-summary").wait_for()
    windows.shot(page, f"refusals:own-verifier-{language}")

    assert refused in page.locator("main").inner_text()
    assert page.locator("[name=note]").input_value() == "沟内水流通畅。"
    assert not matter.verifications.exists()


def test_only_a_verification_closes_a_matter_as_solved(windows, matter, clerk, lead):
    replied(matter)
    evaluated(matter, lead, "satisfied")
    windows.day("2024-10-22")
    page = windows.open(clerk)
    page.goto(address(windows, matter))

    ways = page.locator("main .head-actions a").evaluate_all(
        "all => all.map(one => one.href.split('/').at(-2))"
    )
    assert "verify" in ways
    assert not {"solve", "close"} & set(ways)
    assert "尚未核验" in page.locator(".truths").inner_text()
    windows.shot(page, "refusals:satisfied-is-not-solved")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_claim_that_needs_a_date_keeps_what_was_typed(windows, matter, water_handler, language):
    page = windows.open(water_handler, language=language)
    page.goto(address(windows, matter, "reply/"))
    fill(page, claim__B=True, text="列入年度计划，逐段清淤。", contact_name="段小军")
    page.locator("main form.form button.btn-primary").click()
    page.locator(".error-summary").wait_for()
    windows.shot(page, f"refusals:no-promise-{language}", guide="reply-refused" if language[0] == "z" else "")

    assert ("承诺" if language == "zh-hans" else "promise") in page.locator(".error-summary").inner_text()
    assert page.locator("[name=text]").input_value() == "列入年度计划，逐段清淤。"
    assert page.locator("[name=contact_name]").input_value() == "段小军"
    assert page.locator("[name=claim][value=B]").is_checked()
    assert not matter.replies.exists()

    for name, said in {"what": "清淤320米", "person": "周建明", "due_on": "2024-12-31"}.items():
        page.locator(f"[name=promise-0-{name}]").fill(said)
    send(page)
    assert matter.replies.get().claim == "B"


def test_a_unit_reads_no_sealed_rating(windows, matter, water_handler, lead):
    replied(matter)
    evaluated(matter, lead, "dissatisfied", reason="只清了一半。")
    page = windows.open(water_handler)
    page.goto(address(windows, matter))
    sealed = page.locator("main").inner_text()
    windows.shot(page, "refusals:sealed")
    windows.day("2024-10-22")
    page.goto(address(windows, matter))
    opened = page.locator("main").inner_text()
    windows.shot(page, "refusals:unsealed")

    assert "不满意" not in sealed
    assert "只清了一半" not in sealed
    assert "不满意" in opened
    assert "只清了一半" in opened
    assert "李兰芳" not in page.locator("main .truths").inner_text()


def test_a_strangers_address_is_a_page_in_plain_words(windows, matter, outsider):
    page = windows.open(outsider)
    for below in ("", "journal/", "verify/"):
        assert page.goto(address(windows, matter, below)).status == 404
    windows.shot(page, "refusals:stranger")

    said = page.locator("main").inner_text()
    assert "没有这个页面" in said
    assert matter.title not in said


def test_pressing_twice_does_it_once(windows, matter, clerk):
    page = windows.open(clerk)
    page.goto(address(windows, matter))
    begin(page, "urge")
    fill(page, text="请按期答复。")
    page.evaluate("""() => { const press = document.querySelector('main form.form button.btn-primary');
        press.click(); press.click(); }""")
    page.wait_for_url("**/matters/*-*-*-*-*/")

    assert [entry.act for entry in history_of(matter)].count("urge") == 1


def test_a_form_sent_again_does_it_once(windows, ready, clerk, lead):
    windows.day("2024-07-01")
    page = windows.open(clerk)
    page.goto(f"{windows.site}/{ready.slug}/matters/register/")
    fill(page, title="关于增设路灯的建议", lead="李兰芳")
    sent = page.evaluate(
        """async () => { const form = document.querySelector('form.register'), said = new FormData(form);
        said.set('act', 'register'); const urls = [];
        for (const time of [1, 2]) urls.push((await fetch(form.action, {method: 'POST', body: said})).url);
        return urls; }"""
    )

    assert sent[0] == sent[1]
    assert Matter.objects.get().serial == 1
    assert verify_chain(ready)[1] is None


def test_the_link_of_a_deputy_opens_nothing_that_the_deputy_did_not_sign(
    windows, matter, clerk, lead, neutral
):
    other = replied(
        handed_over(registered(matter.township, lead, title="李兰芳一人提出的"), matter.lead_unit)
    )
    replied(matter)
    mine = open_list(windows, clerk, neutral)
    page = windows.open(size=PHONE)
    page.goto(mine)
    assert other.title not in page.locator("main").inner_text()
    petitioner = other.petitioners.get()

    answer = page.goto(f"{mine}{petitioner.pk}/")
    windows.shot(page, "refusals:not-a-signer")
    assert answer.status == 404
    page.goto(address(windows, other, "evaluate/"))
    assert "/sign-in/" in page.url


def open_list(windows, clerk, deputy):
    """The clerk makes a deputy's link to their own matters."""
    desk = windows.open(clerk)
    desk.goto(f"{windows.site}/{deputy.township.slug}/deputies/{deputy.pk}/links/")
    desk.locator("main form.form button.btn-primary").click()
    return desk.locator("#link").input_value()
