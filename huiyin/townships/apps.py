from django.apps import AppConfig


class TownshipsConfig(AppConfig):
    name = "huiyin.townships"
    label = "townships"
