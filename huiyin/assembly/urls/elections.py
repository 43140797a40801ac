"""Elections, from the call to the end."""

from django.urls import path

from huiyin.assembly.views import election_acts, elections

urlpatterns = [
    path("sessions/<uuid:pk>/elections/", elections.election_list, name="elections"),
    path("sessions/<uuid:pk>/elections/call/", election_acts.call, name="call_election"),
    path("elections/<uuid:pk>/", elections.election, name="election"),
    path("elections/<uuid:pk>/nominate/", election_acts.nominate_page, name="nominate"),
    path("elections/<uuid:pk>/settle/", election_acts.settle, name="settle_candidates"),
    path("elections/<uuid:pk>/ballot/", election_acts.ballot, name="prepare_ballot"),
    path("elections/<uuid:pk>/conclude/", election_acts.conclude, name="conclude_election"),
    path("elections/<uuid:pk>/call-off/", election_acts.call_off, name="call_off_election"),
    path("candidates/<uuid:pk>/withdraw/", election_acts.withdraw, name="withdraw_candidate"),
]
