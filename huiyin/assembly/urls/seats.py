from django.urls import URLPattern, path

from huiyin.assembly.views import seating, seats

urlpatterns: list[URLPattern] = [
    path("seats/", seats.seats, name="seats"),
    path("seats/held/", seats.seat_holders, name="seat_holders"),
    path("seats/plan/<uuid:pk>/", seating.plan, name="plan_seats"),
    path("seats/<uuid:pk>/announce/", seating.announce, name="announce_seat"),
    path("seats/items/<uuid:pk>/end/", seating.end_after_vote, name="end_seat_after_vote"),
    path("seats/deputies/<uuid:pk>/end/", seating.end_for_absence, name="end_seat_for_absence"),
    path("seats/constituencies/<uuid:pk>/", seating.announce_election, name="announce_by_election"),
    path("seats/by-elections/<uuid:pk>/change/", seating.change_election, name="change_by_election"),
    path("seats/by-elections/<uuid:pk>/elected/", seating.enter_one, name="enter_elected"),
    path("seats/by-elections/<uuid:pk>/call-off/", seating.call_off, name="call_off_by_election"),
]
