"""The papers of sessions and meetings, and a session's package."""

from django.urls import path

from huiyin.assembly.views import papers

urlpatterns = [
    path("sessions/<uuid:pk>/papers/", papers.session_papers, name="papers"),
    path("sessions/<uuid:pk>/papers/package.zip", papers.package, name="package"),
    path("sessions/<uuid:pk>/papers/package.pdf", papers.package, {"as_pdf": True}, name="package_pdf"),
    path("meetings/<uuid:pk>/papers/", papers.meeting_papers, name="meeting_papers"),
    path("papers/issue/<slug:kind>/<slug:table>/<uuid:pk>/", papers.issue, name="issue_assembly_paper"),
    path("papers/<uuid:pk>/", papers.paper, name="paper"),
    path("papers/<uuid:pk>/pdf/", papers.paper, {"as_pdf": True}, name="paper_pdf"),
]
