from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssemblyConfig(AppConfig):
    name = "huiyin.assembly"
    label = "assembly"
    verbose_name = _("Assembly")

    def ready(self) -> None:
        from huiyin.assembly import receivers  # noqa: F401, PLC0415 - they listen once they are imported
        from huiyin.assembly.wording import ACT_LABELS, assembly_facts  # noqa: PLC0415
        from huiyin.journal.words import enter_act_labels, enter_fact_words  # noqa: PLC0415

        enter_act_labels(ACT_LABELS)
        enter_fact_words(assembly_facts)
