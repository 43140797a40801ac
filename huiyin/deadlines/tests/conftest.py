from importlib import import_module

import pytest
from django.apps import apps

from huiyin.deadlines.events import calendar_changed, rules_changed
from huiyin.deadlines.models import CalendarVersion


@pytest.fixture
def stored_notices(db):
    """The migration that filled the tables; filled anew when a test with real transactions emptied them."""
    migration = import_module("huiyin.deadlines.migrations.0002_shipped_notices")
    if not CalendarVersion.objects.exists():
        migration.fill(apps, None)
    return migration


@pytest.fixture
def heard():
    """What the signals of this app announced, as (name, what came with it)."""
    said = []
    listeners = []
    for name, signal in (("calendar_changed", calendar_changed), ("rules_changed", rules_changed)):

        def listen(sender, signal, name=name, **words):
            said.append((name, words))

        signal.connect(listen, weak=False)
        listeners.append((signal, listen))
    yield said
    for signal, listen in listeners:
        signal.disconnect(listen)
