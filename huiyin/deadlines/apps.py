from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "huiyin.deadlines"
    label = "deadlines"
