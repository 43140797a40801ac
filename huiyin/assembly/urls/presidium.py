from django.urls import URLPattern, path

from huiyin.assembly.views import presidium

urlpatterns: list[URLPattern] = [
    path("presidium/", presidium.presidium, name="presidium"),
    path("presidium/<uuid:pk>/propose/", presidium.propose, name="propose_items"),
    path("presidium/<uuid:pk>/decide/", presidium.decide, name="decide_in_presidium"),
    path("presidium/<uuid:pk>/decisions/", presidium.decisions, name="presidium_decisions"),
]
