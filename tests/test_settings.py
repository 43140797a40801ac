"""The settings as an installation starts with them, each time in a process of its own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import RequestFactory

ROOT = Path(__file__).parent.parent
ASK = """
import json
from huiyin import settings
print(json.dumps({name: getattr(settings, name) for name in %r}, default=str))
"""


def settings_with(home: Path, *names: str, **environment: str) -> dict[str, object]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    command = [sys.executable, "-c", ASK % (names,)]
    told = kept | {"HUIYIN_HOME": str(home)} | environment
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    first = settings_with(tmp_path / "home", "SECRET_KEY")
    second = settings_with(tmp_path / "home", "SECRET_KEY")

    assert first == second
    assert len(first["SECRET_KEY"]) > 60
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret.key"]
    assert stat.S_IMODE((tmp_path / "home" / "secret.key").stat().st_mode) == 0o600


def test_two_homes_have_two_secrets(tmp_path):
    assert settings_with(tmp_path / "a", "SECRET_KEY") != settings_with(tmp_path / "b", "SECRET_KEY")


def test_without_an_address_the_database_is_a_file_at_home(tmp_path):
    database = settings_with(tmp_path, "DATABASES")["DATABASES"]["default"]

    assert (database["ENGINE"], database["NAME"]) == (
        "django.db.backends.sqlite3",
        f"{tmp_path}/huiyin.sqlite3",
    )
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_a_postgresql_address_takes_our_backend_with_composite_keys(tmp_path):
    address = "postgresql://huiyin:word@db.example/huiyin"
    database = settings_with(tmp_path, "DATABASES", HUIYIN_DATABASE_URL=address)["DATABASES"]["default"]

    assert (database["ENGINE"], database["HOST"]) == ("huiyin.core.postgresql", "db.example")


@pytest.mark.parametrize("https", ["", "1"])
def test_cookies_are_for_https_only_when_there_is_https(tmp_path, https):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")

    assert set(settings_with(tmp_path, *names, HUIYIN_HTTPS=https).values()) == {https == "1"}


@pytest.mark.parametrize(("https", "address"), [(False, "10.0.0.1"), (True, "203.0.113.9")])
def test_the_address_is_believed_only_from_the_proxy(settings, monkeypatch, https, address):
    monkeypatch.setattr("huiyin.settings.HTTPS", https)
    forged = {"HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.9", "REMOTE_ADDR": "10.0.0.1"}

    assert settings.AXES_CLIENT_IP_CALLABLE(RequestFactory().get("/", **forged)) == address


def test_no_page_may_run_foreign_scripts_or_stand_in_a_frame(client):
    answer = client.get("/there-is-no-such-page/")
    policy = set(answer.headers["Content-Security-Policy"].split("; "))

    assert {
        "default-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "object-src 'none'",
    } <= policy
    assert not any("unsafe" in rule or "http" in rule for rule in policy)
    assert answer.headers["X-Frame-Options"] == "DENY"
