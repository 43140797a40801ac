"""What a township chose for its loop."""

from huiyin.matters.models.settings import Field, LoopSettings
from huiyin.matters.numbering import defaults
from huiyin.townships.models import Township


def scheme_of(township: Township) -> str:
    """The id of the claim scheme that the township follows."""
    settings = LoopSettings.objects.of(township).first()
    return settings.scheme if settings else str(defaults()["scheme"])


def fields_of(township: Township) -> list[Field]:
    """The township's fields in use, in its own order."""
    return list(Field.objects.of(township).in_use())
