"""What tests run in. A plugin, because the settings are read before any conftest.py."""

import os
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _home() -> Path:
    """Kept between runs, so that the database need not be made again. The embedded PostgreSQL of
    root cannot work below a folder that is closed to others.
    """
    if os.geteuid() != 0 or all(folder.stat().st_mode & 0o001 for folder in ROOT.parents):
        return ROOT / "var" / "test"
    return Path(tempfile.gettempdir()) / "doithoai-test"


_shared = Path(os.environ.get("DOITHOAI_HOME") or _home())
# Processes that run tests beside each other have a home each, with a database of its own.
os.environ["DOITHOAI_HOME"] = str(_shared / os.environ.get("PYTEST_XDIST_WORKER", ""))
for _name in ("DOITHOAI_ORIGIN", "DOITHOAI_HOST", "DOITHOAI_PORT", "DOITHOAI_PAGE_CACHE"):
    os.environ.pop(_name, None)


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings
    from django.test import override_settings

    files = settings.HOME / "test-files"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # argon2 is slow
        STORAGES={**settings.STORAGES, "staticfiles": plain},  # nothing was collected
        MEDIA_ROOT=files,
    ).enable()
