from datetime import date

import pytest
from django.core.management import call_command

from huiyin.demo.building import build_town

TODAY = date(2025, 3, 10)


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """The demonstration town on 10 March 2025, built once for a module's tests and emptied after them."""
    with django_db_blocker.unblock():
        built = build_town(today=TODAY, password="shown once, kept hashed")
    yield built
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)
