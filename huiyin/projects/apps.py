from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "huiyin.projects"
    label = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        from huiyin.journal.words import enter_act_labels, enter_fact_words  # noqa: PLC0415
        from huiyin.projects import receivers  # noqa: F401, PLC0415 - they listen once they are imported
        from huiyin.projects.wording import ACT_LABELS, project_facts  # noqa: PLC0415

        enter_act_labels(ACT_LABELS)
        enter_fact_words(project_facts)
