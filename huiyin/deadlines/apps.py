from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "huiyin.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        from huiyin.deadlines.wording import ACT_LABELS  # noqa: PLC0415
        from huiyin.journal.words import enter_act_labels  # noqa: PLC0415

        enter_act_labels(ACT_LABELS)
