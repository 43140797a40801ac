from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "huiyin.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        from huiyin.deadlines.wording import ACT_LABELS, rule_facts  # noqa: PLC0415
        from huiyin.journal.words import enter_act_labels, enter_fact_words  # noqa: PLC0415

        enter_act_labels(ACT_LABELS)
        enter_fact_words(rule_facts)
