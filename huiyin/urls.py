from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
]

if settings.DEBUG:
    urlpatterns = [path("ui/", include("huiyin.ui.urls")), *urlpatterns]  # the gallery of components
