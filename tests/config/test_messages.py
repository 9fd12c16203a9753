"""Translations are found where they lie."""

from pathlib import Path

from django.apps import apps
from django.conf import settings

from tools.messages import catalogue_files


def test_every_catalogue_is_read() -> None:
    """Django looks into the folders of apps and into those that the settings name."""
    read = {Path(one.path) / "locale" for one in apps.get_app_configs()}
    read |= {Path(path) for path in settings.LOCALE_PATHS}
    assert {po.parents[2] for po in catalogue_files()} <= read
