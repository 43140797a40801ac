"""The project's settings as tests need them: a home of their own, SQLite or PostgreSQL, nothing slow.

HUIYIN_TEST_DB says which database this process uses; `tests.plugins.pg` sets it and starts the server.
"""

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="huiyin-test-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["HUIYIN_HOME"] = HOME
os.environ.pop("HUIYIN_TODAY", None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop in the main thread

from huiyin import settings as real  # noqa: E402
from huiyin.settings import *  # noqa: E402, F403

ON_POSTGRESQL = os.environ.get("HUIYIN_TEST_DB") == "pg"
DATABASES = {"default": real.database(os.environ["HUIYIN_TEST_DATABASE_URL"] if ON_POSTGRESQL else "")}
if not ON_POSTGRESQL:  # a file, because threads and the browser's server need connections of their own
    DATABASES["default"]["TEST"] = {"NAME": f"{HOME}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = real.SQLITE["OPTIONS"] | {
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA cache_size=-20000;",
    }

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = real.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
