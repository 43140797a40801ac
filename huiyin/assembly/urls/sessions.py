from django.urls import URLPattern, path

from huiyin.assembly.views import delegations, leave, preparing, sessions

urlpatterns: list[URLPattern] = [
    path("sessions/", sessions.session_list, name="sessions"),
    path("sessions/enter/", sessions.enter, name="enter_session"),
    path("sessions/prepare/<uuid:pk>/", sessions.prepare, name="prepare_session"),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("sessions/<uuid:pk>/change/", sessions.change, name="change_session"),
    path("sessions/<uuid:pk>/call/", sessions.call, name="call_session"),
    path("sessions/<uuid:pk>/open/", sessions.open_page, name="open_session"),
    path("sessions/<uuid:pk>/close/", sessions.close_page, name="close_session"),
    path("sessions/<uuid:pk>/call-off/", sessions.call_off, name="call_off_session"),
    path("sessions/<uuid:pk>/checklist/add/", preparing.add, name="add_preparation"),
    path("sessions/checklist/<uuid:pk>/", preparing.settle, name="settle_preparation"),
    path("sessions/<uuid:pk>/delegations/form/", delegations.form_all, name="form_delegations"),
    path("sessions/<uuid:pk>/delegations/enter/", delegations.enter, name="enter_delegation"),
    path("sessions/delegations/<uuid:pk>/", delegations.change, name="change_delegation"),
    path("sessions/delegations/<uuid:pk>/dissolve/", delegations.dissolve, name="dissolve_delegation"),
    path("sessions/<uuid:pk>/guests/", delegations.invite, name="invite_guest"),
    path("sessions/guests/<uuid:pk>/", delegations.uninvite, name="uninvite_guest"),
    path("sessions/<uuid:pk>/leave/", leave.ask, name="ask_leave"),
    path("sessions/leave/<uuid:pk>/", leave.answer, name="answer_leave"),
]
