from django.urls import path

from huiyin.projects.views import choosing, projects

app_name = "projects"
urlpatterns = [
    path("", projects.project_list, name="projects"),
    path("collect/", projects.collect, name="collect_project"),
    path("<uuid:pk>/", projects.project, name="project"),
    path("<uuid:pk>/change/", projects.change, name="change_project"),
    path("<uuid:pk>/candidate/", projects.candidate, name="make_candidate"),
    path("<uuid:pk>/leave-out/", projects.leave_out, name="screen_out"),
    path("choosing/open/", choosing.open_page, name="open_choosing"),
    path("choosing/<uuid:pk>/", choosing.choosing, name="choosing"),
    path("choosing/<uuid:pk>/vote/", choosing.put, name="put_projects_to_vote"),
    path("choosing/<uuid:pk>/take-up/", choosing.take_up, name="take_up_result"),
]
