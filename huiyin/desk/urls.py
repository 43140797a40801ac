from django.urls import path

from huiyin.desk.views import front, home, observer

app_name = "desk"
urlpatterns = [
    path("", front.front, name="front"),
    path("townships/", observer.townships, name="townships"),
    path("<slug:town>/", home.home, name="home"),
    path("<slug:town>/rounds/", home.rounds, name="rounds"),
    path("<slug:town>/overview/", home.overview, name="overview"),
    path("<slug:town>/unit-desk/", home.unit_desk, name="unit_desk"),
    path("<slug:town>/my-matters/", home.my_matters, name="my_matters"),
]
