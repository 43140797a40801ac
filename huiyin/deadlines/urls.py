from django.urls import path

from huiyin.deadlines import views

app_name = "deadlines"
urlpatterns = [
    path("rules/", views.rules, name="rules"),
    path("rules/profile/", views.choose, name="choose_profile"),
    path("rules/<slug:code>/override/", views.override, name="override_rule"),
    path("rules/<uuid:pk>/withdraw/", views.withdraw, name="withdraw_override"),
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/<int:year>/", views.calendar_year, name="calendar_year"),
    path("clock/", views.clock, name="clock"),
]
