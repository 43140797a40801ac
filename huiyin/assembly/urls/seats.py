from django.urls import URLPattern, path

from huiyin.assembly.views import by_elections, seating, seats

urlpatterns: list[URLPattern] = [
    path("seats/", seats.seats, name="seats"),
    path("seats/held/", seats.seat_holders, name="seat_holders"),
    path("seats/resign/", seating.resign, name="enter_resignation"),
    path("seats/plan/<uuid:pk>/", seating.plan, name="plan_seats"),
    path("seats/<uuid:pk>/announce/", seating.announce, name="announce_seat"),
    path("seats/items/<uuid:pk>/end/", seating.end_after_vote, name="end_seat_after_vote"),
    path("seats/deputies/<uuid:pk>/end/", seating.end_for_absence, name="end_seat_for_absence"),
    path("seats/constituencies/<uuid:pk>/", by_elections.announce_election, name="announce_by_election"),
    path("seats/by-elections/<uuid:pk>/change/", by_elections.change_election, name="change_by_election"),
    path("seats/by-elections/<uuid:pk>/elected/", by_elections.enter_one, name="enter_elected"),
    path("seats/by-elections/<uuid:pk>/call-off/", by_elections.call_off, name="call_off_by_election"),
]
