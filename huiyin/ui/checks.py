"""`manage.py check`: a site without its front-end files would come up bare, so say what is missing."""

from typing import Any

from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Warning, register

VENDOR = ("vendor/tabler/tabler.min.css",)


@register()
def vendor_files_are_here(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report each file from the npm registry that the pages ask for and that was not fetched."""
    missing = [name for name in VENDOR if finders.find(name) is None]
    hint = "Run ./run setup, or reinstall the package."
    return [Warning(f"The front-end file {name} is missing.", hint=hint, id="ui.W001") for name in missing]
