from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    name = "huiyin.matters"
    label = "matters"
    verbose_name = _("Matters")

    def ready(self) -> None:
        from huiyin.figures.registry import enter  # noqa: PLC0415
        from huiyin.journal.words import enter_act_labels, enter_fact_words  # noqa: PLC0415
        from huiyin.matters import receivers  # noqa: F401, PLC0415 - they listen once they are imported
        from huiyin.matters.figures import INDICATORS  # noqa: PLC0415
        from huiyin.matters.wording import ACT_LABELS, matter_facts  # noqa: PLC0415

        enter(INDICATORS)
        enter_act_labels(ACT_LABELS)
        enter_fact_words(matter_facts)
