"""The project's settings with the bare pages mounted beside the real ones; nothing else differs."""

from huiyin.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
INSTALLED_APPS = ["bench", *INSTALLED_APPS]  # noqa: F405 - for its templates
