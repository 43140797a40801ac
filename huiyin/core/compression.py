"""Pages cross the wire compressed: a long list of matters shrinks to a seventh."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressPages(GZipMiddleware):
    """Compresses pages only: files are compressed already, or served as they lie on the disk.

    Django adds random bytes to each page, so that its length gives nothing away of the tokens in it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
