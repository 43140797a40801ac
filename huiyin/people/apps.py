from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huiyin.people"
    label = "people"

    def ready(self) -> None:
        from huiyin.journal.words import enter_act_labels  # noqa: PLC0415
        from huiyin.people.wording import ACT_LABELS  # noqa: PLC0415

        enter_act_labels(ACT_LABELS)
