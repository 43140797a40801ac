from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "huiyin.ui"

    def ready(self) -> None:
        from huiyin.ui import checks  # noqa: F401, PLC0415 - registers the system check
