"""A township is founded under an address that is free."""

import pytest

from huiyin.core.errors import ActRefused
from huiyin.people.tests import cast
from huiyin.townships.actions import RESERVED
from huiyin.townships.models import Township


def test_a_township_begins_its_own_journal(township):
    assert Township.objects.get() == township


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_an_address_of_the_site_itself_is_refused(db, slug):
    with pytest.raises(ActRefused):
        cast.found(slug, "清溪镇", "430681101")


def test_an_address_that_is_taken_is_refused(township):
    with pytest.raises(ActRefused):
        cast.found(township.slug, "白鹭镇", "430681102")
