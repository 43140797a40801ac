import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from huiyin.core.compression import CompressPages

LONG = "关于疏通临江安置点排水沟的建议" * 200


def answered(response, **headers):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip", **headers})
    return CompressPages(lambda request: response)(request)


def test_a_page_is_compressed_to_a_small_part():
    response = answered(HttpResponse(LONG))
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode() == LONG
    assert len(response.content) < len(LONG.encode()) / 7


@pytest.mark.parametrize("content_type", ["image/jpeg", "application/vnd.ms-excel"])
def test_a_file_is_left_as_it_is(content_type):
    response = answered(HttpResponse(LONG, content_type=content_type))
    assert not response.has_header("Content-Encoding")


def test_a_streamed_answer_is_left_as_it_is():
    response = answered(StreamingHttpResponse([LONG]))
    assert not response.has_header("Content-Encoding")


def test_a_browser_that_cannot_unpack_gets_the_page_as_it_is():
    response = answered(HttpResponse(LONG), **{"accept-encoding": "identity"})
    assert response.content.decode() == LONG
