"""Meetings, their agenda and attendance; the hall's screen and the chair's page."""

from django.urls import path

from huiyin.assembly.views import agenda, attendance, hall, meetings

urlpatterns = [
    path("sessions/<uuid:pk>/meetings/", meetings.meeting_list, name="meetings"),
    path("sessions/<uuid:pk>/meetings/plan/", meetings.plan, name="plan_meeting"),
    path("sessions/<uuid:pk>/attendance/", attendance.of_session, name="attendance"),
    path("presidium/plan/", meetings.plan_between_sessions, name="plan_presidium_meeting"),
    path("meetings/<uuid:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:pk>/change/", meetings.change, name="change_meeting"),
    path("meetings/<uuid:pk>/open/", meetings.open_page, name="open_meeting"),
    path("meetings/<uuid:pk>/close/", meetings.close, name="close_meeting"),
    path("meetings/<uuid:pk>/call-off/", meetings.call_off, name="call_off_meeting"),
    path("meetings/<uuid:pk>/items/plan/", agenda.plan, name="plan_item"),
    path("items/<uuid:pk>/change/", agenda.change, name="change_item"),
    path("items/<uuid:pk>/move/<str:move>/", agenda.move, name="move_item"),
    path("items/<uuid:pk>/attach/", agenda.attach, name="attach_to_item"),
    path("items/<uuid:pk>/take-up/", agenda.take_up, name="take_up_item"),
    path("items/<uuid:pk>/finish/", agenda.finish, name="finish_item"),
    path("items/<uuid:pk>/drop/", agenda.drop, name="drop_item"),
    path("items/<uuid:pk>/files/<uuid:link>/", agenda.item_file, name="item_file"),
    path("meetings/<uuid:pk>/speeches/note/", agenda.speech, name="note_speech"),
    path("meetings/<uuid:pk>/phrases/note/", agenda.phrase, name="note_phrase"),
    path("meetings/<uuid:pk>/sign-in/", attendance.sign_in, name="sign_in_deputy"),
    path("meetings/<uuid:pk>/sign-in/sheet/", attendance.sheet, name="sign_in_deputies"),
    path("presences/<uuid:pk>/sign-out/", attendance.sign_out, name="sign_out_deputy"),
    path("presences/<uuid:pk>/strike/", attendance.strike, name="strike_presence"),
    path("items/<uuid:pk>/put-back/", agenda.put_back, name="put_back_item"),
    path("sign-in/<str:code>/", attendance.by_code, name="sign_in_by_code"),
    path("meetings/<uuid:pk>/chair/", hall.chair, name="chair"),
    path("meetings/<uuid:pk>/chair/state/", hall.chair_state, name="chair_state"),
    path("hall/<str:hall_key>/", hall.hall, name="hall"),
    path("hall/<str:hall_key>/state/", hall.hall_state, name="hall_state"),
]
