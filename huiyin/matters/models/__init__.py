"""The tables of the loop, one module for each of its parts."""

from huiyin.matters.models import answers, checks, handling, matter, outcomes, settings  # noqa: F401 - Django looks here
