from django.conf import settings
from django.urls import include, path

from huiyin.matters.views import links, send_links

# Personal links: outside the office nothing of the town is in the address but its name and the token.
LINKS = [
    path("l/<str:token>/", links.open_link, name="open"),
    path("l/<str:token>/<uuid:pk>/", links.evaluate_mine, name="evaluate"),
    path("matters/<uuid:pk>/links/", send_links.of_matter, name="of_matter"),
    path("signers/<uuid:pk>/link/", send_links.send_evaluation, name="send_evaluation"),
    path("deputies/<uuid:pk>/links/", send_links.of_deputy, name="of_deputy"),
    path("links/<uuid:pk>/revoke/", send_links.revoke, name="revoke"),
]

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("huiyin.people.urls")),
    path("", include("huiyin.desk.urls")),
    path("<slug:town>/", include((LINKS, "links"))),
    path("<slug:town>/matters/", include("huiyin.matters.urls")),
    path("<slug:town>/papers/", include("huiyin.papers.urls")),
]

if settings.DEBUG:
    urlpatterns = [path("ui/", include("huiyin.ui.urls")), *urlpatterns]  # the gallery of components
