"""The addresses of the assembly, a module for each of its parts."""

from huiyin.assembly.urls import elections, meetings, motions, papers, presidium, seats, sessions, votes

app_name = "assembly"
urlpatterns = [
    *sessions.urlpatterns,
    *meetings.urlpatterns,
    *motions.urlpatterns,
    *presidium.urlpatterns,
    *votes.urlpatterns,
    *elections.urlpatterns,
    *seats.urlpatterns,
    *papers.urlpatterns,
]
