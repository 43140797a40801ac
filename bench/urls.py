from django.urls import path

from bench import bare
from huiyin.urls import urlpatterns as real

urlpatterns = [
    path("bare/register/<int:number>/", bare.act, {"name": "register"}),
    path("bare/<slug:name>/<int:number>/", bare.page),
    path("floor/<slug:name>/<int:number>/", bare.floor),
    *real,
]
