"""No key that stands in an address reaches a log, by whatever way it comes."""

import logging

import pytest

from huiyin.core.logs import MaskPersonalLinks, masked

PATHS = ("/qingxi/l/0123456789abcdef/", "/qingxi/r/7KQ4M2XWP/", "/qingxi/assembly/b/7KQ4M2XWP/")


def logged(*words, **more):
    """The line that is written."""
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, *words, **more)
    MaskPersonalLinks().filter(record)
    return logging.Formatter().format(record)


@pytest.mark.parametrize("path", PATHS)
def test_the_key_of_an_address_is_blotted_out(path):
    line = logged("Not Found: %s", (path,), None)

    assert line == f"Not Found: {path[: path.rindex('/', 0, -1)]}/…/"


@pytest.mark.parametrize("path", PATHS)
def test_what_an_exception_says_is_blotted_out_too(path):
    try:
        raise LookupError(f"no page at {path}")
    except LookupError as fault:
        line = logged("Internal Server Error", (), (type(fault), fault, fault.__traceback__))

    assert "LookupError: no page at" in line
    assert path not in line
    assert "…" in line


def test_other_addresses_stay_readable():
    assert masked("/qingxi/matters/0123456789ab/") == "/qingxi/matters/0123456789ab/"


def test_the_engine_of_the_pages_never_logs_what_a_page_was_drawn_from(settings):
    assert settings.LOGGING["loggers"]["django.template"] == {"level": "INFO"}
    assert not logging.getLogger("django.template").isEnabledFor(logging.DEBUG)
