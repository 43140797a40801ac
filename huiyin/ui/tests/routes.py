from django.urls import include, path

urlpatterns = [
    path("ui/", include("huiyin.ui.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
