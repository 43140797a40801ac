from django.apps import AppConfig


class TownshipsConfig(AppConfig):
    name = "huiyin.townships"
    label = "townships"

    def ready(self) -> None:
        from huiyin.journal.words import enter_act_labels  # noqa: PLC0415
        from huiyin.townships.wording import ACT_LABELS  # noqa: PLC0415

        enter_act_labels(ACT_LABELS)
