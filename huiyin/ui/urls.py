from django.urls import path

from huiyin.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("record/", views.record, name="record"),
    path("form/", views.form, name="form"),
    path("phone/", views.phone, name="phone"),
    path("plain/", views.plain, name="plain"),
]
