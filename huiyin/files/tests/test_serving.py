import pytest
from django.test import RequestFactory

from huiyin.files.actions import keep_upload
from huiyin.files.serving import CHECKED_BYTES, file_response
from huiyin.files.tests.factories import AT, PDF, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def photo(township):
    return keep_upload(township, upload("现场 1.png", picture("PNG")), by=None, at=AT)


@pytest.fixture
def document(township):
    return keep_upload(township, upload('答复 "3" 号.pdf', PDF), by=None, at=AT)


def answer(file, **options):
    headers = options.pop("headers", {})
    return file_response(RequestFactory().get("/", headers=headers), file, **options)


def body(response):
    sent = b"".join(response.streaming_content)
    response.close()
    return sent


def bytes_of(file, store):
    return store / str(file.township_id) / "incoming" / file.stored_name


def test_a_document_is_a_download_under_its_own_name(document):
    response = answer(document, inline_photo=True)

    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E7%AD%94%E5%A4%8D%20%223%22%20%E5%8F%B7.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert body(response) == PDF


def test_a_photo_is_shown_in_the_page_only_where_the_page_asks(photo):
    shown, saved = answer(photo, inline_photo=True), answer(photo)

    assert shown["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert saved["Content-Disposition"].startswith("attachment; ")
    assert shown["Content-Type"] == saved["Content-Type"] == "image/jpeg"
    assert body(shown) == body(saved)


def test_no_browser_guesses_runs_or_shares_it(document):
    response = answer(document)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, max-age=300"
    response.close()


def test_what_the_browser_has_is_not_sent_again(photo):
    first = answer(photo)
    first.close()

    again = answer(photo, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_lost_file_is_explained(document, store):
    bytes_of(document, store).unlink()

    response = answer(document)

    assert response.status_code == 404
    assert "答复 &quot;3&quot; 号.pdf" in response.content.decode()


@pytest.mark.parametrize("altered", [PDF.replace(b"Root", b"Loot"), PDF + b"!", b""])
def test_an_altered_file_is_not_served(document, store, altered):
    bytes_of(document, store).write_bytes(altered)

    assert answer(document).status_code == 404


def test_a_large_file_is_compared_by_its_length_alone(township, store):
    large = keep_upload(township, upload("长.txt", b"a" * (CHECKED_BYTES + 1)), by=None, at=AT)
    bytes_of(large, store).write_bytes(b"a" * CHECKED_BYTES)

    assert answer(large).status_code == 404
