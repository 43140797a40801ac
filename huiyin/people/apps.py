from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huiyin.people"
    label = "people"

    def ready(self) -> None:
        from huiyin.journal.words import enter_act_labels, enter_fact_words  # noqa: PLC0415
        from huiyin.people.wording import ACT_LABELS, people_facts  # noqa: PLC0415

        enter_act_labels(ACT_LABELS)
        enter_fact_words(people_facts)
