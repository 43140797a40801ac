"""Motions, recalls and interpellations: the lists of a session, each one's page, a page for each act."""

from django.urls import path

from huiyin.assembly.models.motions import Interpellation, Motion
from huiyin.assembly.views import motions
from huiyin.assembly.views.joint import act_page
from huiyin.assembly.views.motion_acts import INTERPELLATION_ACTS, MOTION_ACTS

urlpatterns = [
    path("sessions/<uuid:pk>/motions/", motions.motions, name="motions"),
    path("sessions/<uuid:pk>/motions/enter/", motions.draft, {"sort": "motion"}, name="draft_motion"),
    path("sessions/<uuid:pk>/recalls/enter/", motions.draft, {"sort": "recall"}, name="draft_recall"),
    path(
        "sessions/<uuid:pk>/interpellations/enter/",
        motions.draft,
        {"sort": "interpellation"},
        name="draft_interpellation",
    ),
    path("motions/<uuid:pk>/", motions.motion, name="motion"),
    path("interpellations/<uuid:pk>/", motions.interpellation, name="interpellation"),
    path("matters/<uuid:pk>/motion/", motions.motion_of_matter, name="motion_of_matter"),
]

# one page for each act: hand_in_motion -> motions/<motion>/hand-in-motion/
urlpatterns += [
    path(
        f"{place}/<uuid:pk>/{name.replace('_', '-')}/",
        act_page,
        {"name": name, "page": page, "kind": kind},
        name=name,
    )
    for place, kind, acts in (
        ("motions", Motion, MOTION_ACTS),
        ("interpellations", Interpellation, INTERPELLATION_ACTS),
    )
    for name, page in acts.items()
]
