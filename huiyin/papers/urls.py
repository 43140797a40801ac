from django.urls import path

from huiyin.papers import views

app_name = "papers"
urlpatterns = [
    path("", views.register, name="register"),
    path("<uuid:pk>/", views.download, name="download"),
]
