"""What must be so before an office begins to serve."""

import pytest
from django.conf import LazySettings
from django.db.migrations.recorder import MigrationRecorder

from doithoai.config.environment import ConfigurationError
from doithoai.config.serving.prepare import prove_no_production, prove_not_newer


@pytest.mark.django_db
def test_an_older_program_leaves_a_newer_database_alone() -> None:
    prove_not_newer()
    MigrationRecorder.Migration.objects.create(app="opinions", name="9999_of_a_newer_version")
    with pytest.raises(ConfigurationError, match=r"opinions\.9999_of_a_newer_version"):
        prove_not_newer()


@pytest.mark.django_db
def test_a_package_that_is_no_longer_used_is_no_newer_version() -> None:
    MigrationRecorder.Migration.objects.create(app="gone", name="0001_initial")
    prove_not_newer()


def test_no_illustration_begins_where_the_public_reaches_it(settings: LazySettings) -> None:
    prove_no_production()
    settings.IS_PRODUCTION = True
    with pytest.raises(ConfigurationError, match="--empty"):
        prove_no_production()
