"""Which database the tests run on: `--db=sqlite` (default), `--db=pg`, or `--db=both`, loaded with `-p`.

`both` is one run with two workers, each collecting the whole suite: one on SQLite, one on PostgreSQL. A test
that needs no database runs once, and so does a browser journey (on SQLite, as in an office) and a rendering
by LibreOffice (on the other worker, which keeps both processors busy).

PostgreSQL is the server at TEST_DATABASE_URL, or one of our own from the binaries of a wheel, with nothing
but a socket in a temporary folder, run by a user without rights when the tests run as root.
"""

import os
from collections.abc import Iterator

import pytest

from tests.plugins.server import PostgreSQL

WORKERS = {"sqlite": "sqlite", "pg": "postgresql"}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("huiyin")
    group.addoption("--db", choices=("sqlite", "pg", "both"), default="sqlite", help="database of the tests")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before pytest-django reads the settings: name the database, start the server."""
    wanted = early_config.known_args_namespace.db
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["HUIYIN_TEST_DB"] = "pg" if wanted == "pg" else "sqlite"
        if wanted != "sqlite":
            os.environ["HUIYIN_TEST_DATABASE_URL"] = _url(early_config)
    return (yield)


def _url(config: pytest.Config) -> str:
    if url := os.environ.get("TEST_DATABASE_URL"):
        return url
    server = PostgreSQL()
    config.add_cleanup(server.stop)
    return server.start()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    if config.option.db == "both" and not hasattr(config, "workerinput"):
        config.option.numprocesses = None
        config.option.tx = [f"popen//env:HUIYIN_TEST_DB={db}" for db in WORKERS]
        config.option.dist = "each"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `both`: leave to the other worker what need not run twice."""
    if config.option.db != "both" or not hasattr(config, "workerinput"):
        return
    here = os.environ["HUIYIN_TEST_DB"]
    kept = [item for item in items if here in _databases_of(item)]
    config.hook.pytest_deselected(items=[item for item in items if here not in _databases_of(item)])
    items[:] = kept


def _databases_of(item: pytest.Item) -> tuple[str, ...]:
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("office"):
        return ("pg",)
    if fixtures & {"page", "live_server"}:
        return ("sqlite",)
    if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "django_db_setup"}:
        return ("sqlite", "pg")
    return ("pg",)


@pytest.fixture(scope="session", autouse=True)
def _database_is_the_one_asked_for(request: pytest.FixtureRequest) -> None:
    """A run that silently used another database proves nothing."""
    from django.db import connection  # noqa: PLC0415 - the settings are chosen by now

    asked = os.environ.get("HUIYIN_TEST_DB", "sqlite")
    assert connection.vendor == WORKERS[asked], (
        f"asked for {asked}, but the connection is {connection.vendor}"
    )
