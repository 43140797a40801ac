"""Fixtures of the tests across apps: Debian's Chromium without a way out, pictures of pages, axe-core."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route

ROOT = Path(__file__).parent.parent
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "var" / "screenshots"
HERE = {"localhost", "127.0.0.1"}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing. On Debian: apt install chromium"
    no_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [*no_sandbox, "--disable-dev-shm-usage"],
        "env": {**os.environ, "LANGUAGE": "zh_CN"},  # how dates are written in their fields
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    office_screen = {"width": 1366, "height": 768}
    return {
        **browser_context_args,
        "viewport": office_screen,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
    }


@pytest.fixture
def context(context: BrowserContext, live_server: Any) -> BrowserContext:
    """A browser window on the test's own server, which reaches nothing else."""
    context.route("**/*", _only_here)
    context.set_default_timeout(10_000)
    return context


def _only_here(route: Route) -> None:
    if urlsplit(route.request.url).hostname in HERE:
        route.continue_()
    else:
        route.abort()


@pytest.fixture
def screenshot() -> Callable[[Page, str], Path]:
    """`screenshot(page, "02-handed-over")` keeps a picture of the whole page in var/screenshots."""

    def take(page: Page, name: str) -> Path:
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with each violation that axe-core finds on the page, and where."""
    assert AXE.exists(), "axe-core is missing: run ./run setup"
    script = AXE.read_text()

    def judge(page: Page) -> None:
        page.evaluate(script)
        judged = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
        found = [
            f"{v['id']} ({v['impact']}): {node['target']}"
            for v in judged["violations"]
            for node in v["nodes"]
        ]
        assert found == [], f"{page.url}:\n" + "\n".join(found)

    return judge


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """`fits(page)` fails when the page must be scrolled sideways."""

    def judge(page: Page) -> None:
        root = "document.documentElement"
        wide, room = page.evaluate(f"[{root}.scrollWidth, {root}.clientWidth]")
        assert wide <= room, f"{page.url} is {wide} px wide on a screen of {room} px"

    return judge
