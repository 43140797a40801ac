import hashlib
import os
import time
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from huiyin.files.actions import keep_upload
from huiyin.files.models import File
from huiyin.files.refusals import UploadRefused
from huiyin.files.storage import open_stored
from huiyin.files.tests.factories import AT, PDF, picture, upload
from huiyin.files.uploads import check_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_under(folder):
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())


@pytest.fixture
def keep(township, django_capture_on_commit_callbacks):
    """Keep a file in an act of its own, up to the commit."""

    def kept(name="答复.pdf", content=PDF):
        with django_capture_on_commit_callbacks(execute=True):
            return keep_upload(township, check_upload(upload(name, content)), by=None, at=AT)

    return kept


def stored_bytes(file):
    with open_stored(file.township_id, file.stored_name) as content:
        return content.read()


def age(path, hours):
    os.utime(path, (time.time() - hours * 3600,) * 2)


def test_a_file_is_kept_under_a_random_name_in_its_township_s_folder(township, store, keep):
    file = keep()

    assert files_under(store) == [f"{township.pk}/{file.stored_name}"]
    assert (file.original_name, file.size, file.at, file.by) == ("答复.pdf", len(PDF), AT, None)
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert len(file.stored_name) == 32
    assert "答复" not in file.stored_name


def test_only_the_operator_s_account_may_read_the_store(township, store, keep):
    file = keep()

    assert (store / str(township.pk)).stat().st_mode & 0o077 == 0
    assert (store / str(township.pk) / file.stored_name).stat().st_mode & 0o077 == 0


def test_a_photo_is_kept_with_its_measures(township, keep):
    file = keep("现场.png", picture("PNG", size=(3200, 1600)))

    assert (file.kind, file.width, file.height, file.content_type) == ("photo", 1600, 800, "image/jpeg")
    assert stored_bytes(file)[:3] == b"\xff\xd8\xff"


def test_the_same_bytes_twice_are_two_files(township, store, keep):
    first, second = keep(), keep()

    assert first.sha256 == second.sha256
    assert len(files_under(store)) == 2


def test_an_unchecked_upload_is_checked(township, store, keep):
    with pytest.raises(UploadRefused):
        keep_upload(township, upload("a.svg", b"<svg/>"), by=None, at=AT)

    assert files_under(store) == []
    assert keep_upload(township, upload("a.pdf", PDF), by=None, at=AT).size == len(PDF)


def test_until_the_act_is_committed_the_file_can_be_read_and_has_no_place_yet(
    township, store, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        file = keep_upload(township, upload("答复.pdf", PDF), by=None, at=AT)
        assert files_under(store) == [f"{township.pk}/incoming/{file.stored_name}"]
        assert stored_bytes(file) == PDF

    assert files_under(store) == [f"{township.pk}/{file.stored_name}"]


def test_a_file_whose_row_is_refused_is_removed_at_once(township, store, keep):
    checked = check_upload(upload("a.pdf", PDF))
    object.__setattr__(checked, "kind", None)

    with pytest.raises(IntegrityError):
        keep_upload(township, checked, by=None, at=AT)

    assert files_under(store) == []


def test_a_file_of_an_act_that_failed_gets_no_place_and_is_cleared_an_hour_later(township, store, keep):
    with transaction.atomic():
        lost = keep_upload(township, upload("答复.pdf", PDF), by=None, at=AT)
        transaction.set_rollback(True)
    [left] = files_under(store)
    assert left == f"{township.pk}/incoming/{lost.stored_name}"

    first = keep()
    assert left in files_under(store)  # it might belong to an act that still runs
    age(store / left, hours=2)
    second = keep()

    assert File.objects.count() == 2
    assert files_under(store) == sorted(f"{township.pk}/{file.stored_name}" for file in (first, second))


def test_a_crash_between_commit_and_move_loses_nothing(township, store, keep):
    file = keep()
    place, incoming = store / str(township.pk) / file.stored_name, store / str(township.pk) / "incoming"
    place.rename(incoming / file.stored_name)

    assert stored_bytes(file) == PDF
    age(incoming / file.stored_name, hours=2)
    keep()

    assert place.read_bytes() == PDF
    assert files_under(incoming) == []
