from django.apps import AppConfig


class TownshipsConfig(AppConfig):
    name = "huiyin.townships"
    label = "townships"

    def ready(self) -> None:
        from huiyin.journal.words import enter_act_labels, enter_fact_words  # noqa: PLC0415
        from huiyin.townships.wording import ACT_LABELS, town_facts  # noqa: PLC0415

        enter_act_labels(ACT_LABELS)
        enter_fact_words(town_facts)
