from django.urls import path

from huiyin.matters.views import acts_files, export, figure, importing, papers, register, show, worklist
from huiyin.matters.views.acts_closing import CLOSING
from huiyin.matters.views.acts_handling import HANDLING
from huiyin.matters.views.acts_intake import INTAKE, UPKEEP
from huiyin.matters.views.acts_page import act_page

app_name = "matters"
urlpatterns = [
    path("", worklist.show_worklist, name="worklist"),
    path("export.xlsx", export.export, name="export"),
    path("register/", register.register, name="register"),
    path("register/similar/", register.similar, name="similar"),
    path("import/", importing.choose_file, name="import"),
    path("import/<str:token>/", importing.preview, name="import_preview"),
    path("figures/<slug:code>/", figure.show_figure, name="figure"),
    path("<uuid:pk>/", show.show, name="show"),
    path("<uuid:pk>/journal/", show.journal, name="journal"),
    path("<uuid:pk>/issue/<slug:kind>/", papers.issue, name="issue"),
    path("<uuid:pk>/papers/<uuid:paper_pk>/", papers.paper, name="paper"),
    path("<uuid:pk>/files/<uuid:link>/", acts_files.matter_file, name="file"),
    path("<uuid:pk>/verification-files/<uuid:link>/", acts_files.verification_file, name="verification_file"),
]

# one page for each act of the lifecycle: hand_over -> <matter>/hand-over/
urlpatterns += [
    path(f"<uuid:pk>/{act.replace('_', '-')}/", act_page, {"page": page, "act": act}, name=act)
    for act, page in (INTAKE | HANDLING | CLOSING | UPKEEP).items()
]
