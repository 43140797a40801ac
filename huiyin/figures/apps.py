from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "huiyin.figures"
    label = "figures"
