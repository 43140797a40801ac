from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("<slug:town>/matters/", include("huiyin.matters.urls")),
    path("<slug:town>/papers/", include("huiyin.papers.urls")),
]

if settings.DEBUG:
    urlpatterns = [path("ui/", include("huiyin.ui.urls")), *urlpatterns]  # the gallery of components
