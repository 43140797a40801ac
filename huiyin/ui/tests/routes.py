from time import sleep

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

SENT: list[dict[str, str]] = []


def receive(request: HttpRequest) -> HttpResponse:
    """Where the sample forms go in a test: what arrived is kept, and the answer takes a while."""
    SENT.append(request.POST.dict())
    sleep(0.4)
    return HttpResponse("<!doctype html><title>Received</title><h1>Received</h1>")


urlpatterns = [
    path("ui/plain/received/", receive),
    path("ui/", include("huiyin.ui.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
