from django.conf import settings
from django.urls import include, path

from huiyin.matters.views import links, panels, receipt, send_links
from huiyin.matters.views import settings as loop

# Personal links: outside the office nothing of the town is in the address but its name and the token.
LINKS = [
    path("l/<str:token>/", links.open_link, name="open"),
    path("r/<str:code>/", receipt.show_receipt, name="receipt"),
    path("l/<str:token>/<uuid:pk>/", links.evaluate_mine, name="evaluate"),
    path("matters/<uuid:pk>/links/", send_links.of_matter, name="of_matter"),
    path("signers/<uuid:pk>/link/", send_links.send_evaluation, name="send_evaluation"),
    path("deputies/<uuid:pk>/links/", send_links.of_deputy, name="of_deputy"),
    path("links/<uuid:pk>/revoke/", send_links.revoke, name="revoke"),
]

# The loop's part of the town's settings, and what the pages of a deputy and a unit show of the matters.
LOOP = [
    path("settings/claims/", loop.claims, name="claims"),
    path("settings/claims/choose/", loop.choose_claims, name="choose_claims"),
    path("settings/fields/", loop.field_list, name="fields"),
    path("settings/fields/add/", loop.enter_field, name="enter_field"),
    path("settings/fields/<uuid:pk>/close/", loop.end_field, name="end_field"),
    path("settings/numbers/", loop.numbers, name="numbers"),
    path("settings/numbers/<slug:key>/", loop.change_numbers, name="change_numbers"),
    path("settings/numbers/<slug:key>/example/", loop.number_example, name="number_example"),
    path("deputies/<uuid:pk>/matters/", panels.signed_by, name="signed_by"),
    path("units/<uuid:pk>/matters/", panels.orders_of, name="orders_of"),
]

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("huiyin.people.urls")),
    path("", include("huiyin.desk.urls")),
    path("<slug:town>/", include((LINKS, "links"))),
    path("<slug:town>/", include((LOOP, "loop"))),
    path("<slug:town>/settings/", include("huiyin.deadlines.urls")),
    path("<slug:town>/matters/", include("huiyin.matters.urls")),
    path("<slug:town>/papers/", include("huiyin.papers.urls")),
    path("<slug:town>/assembly/", include("huiyin.assembly.urls.site")),
    path("<slug:town>/projects/", include("huiyin.projects.urls")),
]

if settings.DEBUG:
    urlpatterns = [path("ui/", include("huiyin.ui.urls")), *urlpatterns]  # the gallery of components
