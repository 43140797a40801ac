"""Text that is unreadable in the database, and the key beside it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.db import connection

from huiyin.core import crypto
from huiyin.people.models import Deputy
from huiyin.people.tests import cast


@pytest.fixture
def home(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path / "home"
    return settings.HUIYIN_HOME


def stored(deputy):
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_deputy WHERE name = %s", [deputy.name])
        return cursor.fetchone()[0]


def test_a_telephone_is_read_back_but_not_found_in_the_table(township):
    deputy = cast.deputy(township, "李兰芳", phone="13800000000")

    assert Deputy.objects.get(pk=deputy.pk).phone == "13800000000"
    assert "138" not in stored(deputy)


def test_the_same_text_is_never_stored_alike(township):
    one, other = (cast.deputy(township, name, phone="13800000000") for name in ("李兰芳", "曾庆华"))
    assert stored(one) != stored(other)


def test_empty_stays_empty(township):
    deputy = cast.deputy(township, "李兰芳")
    assert (stored(deputy), Deputy.objects.get(pk=deputy.pk).phone) == ("", "")


def test_without_its_key_nothing_can_be_read(township, home):
    deputy = cast.deputy(township, "李兰芳", phone="13800000000")
    (Path(home) / "data.key").unlink()
    crypto._secret.cache_clear()

    with pytest.raises(InvalidToken):
        Deputy.objects.get(pk=deputy.pk)


def test_the_key_is_made_once_and_its_owner_alone_reads_it(home):
    first = crypto._key().encrypt(b"x")
    crypto._secret.cache_clear()

    key = Path(home) / "data.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert crypto._key().decrypt(first) == b"x"
    assert [path.name for path in Path(home).iterdir()] == ["data.key"]


def test_two_processes_that_start_at_once_agree_on_one_key(home):
    def make(_n):
        crypto._make_key(Path(home) / "data.key")
        return (Path(home) / "data.key").read_bytes()

    Path(home).mkdir()
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(make, range(8)))

    assert len(keys) == 1
    assert len(next(iter(keys))) == 44


def test_a_sealed_text_does_not_tell_when_it_was_written():
    plain, sealed = crypto.EncryptedTextField(), crypto.SealedTextField()
    fernet = Fernet(crypto._installation_secret())

    kept = sealed.get_prep_value("赞成")

    assert fernet.extract_timestamp(kept) == 0
    assert fernet.extract_timestamp(plain.get_prep_value("赞成")) > 0
    assert sealed.from_db_value(kept, None, None) == "赞成"
    assert sealed.get_prep_value("") == ""
