"""The office's real ledger: looked at, imported into an empty town, imported again without a change."""

from pathlib import Path

import pytest

import huiyin.demo
from huiyin.journal.queries import verify_chain
from huiyin.matters.actions.settings import set_up_loop
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.stories import MONDAY, doing

LEDGER = Path(huiyin.demo.__file__).parent / "data" / "ledger-2024.xlsx"

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_ledger_is_looked_at_imported_and_imported_again(windows, township, clerk):
    set_up_loop(township, **doing(MONDAY))
    windows.day("2024-12-31")
    page = windows.open(clerk)
    upload(page, f"{windows.site}/{township.slug}/matters/import/")
    windows.shot(page, "import:preview", guide="import-preview")
    assert not Matter.objects.exists()
    told = page.locator("main").inner_text()
    for said in ("待导入 26 件", "拒绝 2 行", "23 → 24"):
        assert said in told
    for cell in ("C4", "B5"):  # the impossible date and the formula that was typed as text
        assert cell in told

    page.locator(".head-actions form button.btn-primary").click()
    page.locator(".notice", has_text="26").wait_for()
    windows.shot(page, "import:imported")
    assert Matter.objects.count() == 26
    assert Matter.objects.filter(session__number=3).count() == 24
    assert not Verification.objects.exists()

    entries = verify_chain(township)
    upload(page, f"{windows.site}/{township.slug}/matters/import/")
    windows.shot(page, "import:again")
    told = page.locator("main").inner_text()
    assert "待导入 0 件" in told
    assert "已在册 26 件" in told
    assert page.locator(".head-actions form").count() == 0
    assert verify_chain(township) == entries

    page.goto(f"{windows.site}/{township.slug}/")
    windows.shot(page, "import:workbench", guide="workbench")
    assert "0 / 2" in page.locator(".figures").inner_text()  # the solved rate starts honestly


def upload(page, address):
    page.goto(address)
    page.locator("[name=file]").set_input_files(LEDGER)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/matters/import/*/")
