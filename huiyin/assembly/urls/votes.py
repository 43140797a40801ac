"""Votes from preparation to result, and the page of a slip."""

from django.urls import path

from huiyin.assembly.views import ballots, votes, votes_acts, votes_counts

urlpatterns = [
    path("meetings/<uuid:pk>/votes/prepare/", votes.prepare, name="prepare_vote"),
    path("votes/<uuid:pk>/", votes.show, name="vote"),
    path("votes/<uuid:pk>/change/", votes.change, name="change_vote"),
    path("votes/<uuid:pk>/slips/", votes_acts.slips, name="print_slips"),
    path("votes/<uuid:pk>/open/", votes_acts.open_page, name="open_vote"),
    path("votes/<uuid:pk>/count/", votes_counts.count, name="enter_count"),
    path("votes/<uuid:pk>/voices/", votes_counts.voices, name="enter_voice"),
    path("votes/<uuid:pk>/close/", votes_acts.close, name="close_vote"),
    path("votes/<uuid:pk>/announce/", votes_acts.announce, name="announce_result"),
    path("votes/<uuid:pk>/cancel/", votes_acts.cancel, name="cancel_vote"),
    path("b/", ballots.find_ballot, name="find_ballot"),
    path("b/<str:code>/", ballots.ballot, name="ballot"),
]
