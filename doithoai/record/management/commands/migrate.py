from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from doithoai.config.database import owner_settings
from doithoai.config.database.ownership import as_owner, grant


class Command(Migrate):
    """Django's, as the role that owns the tables."""

    def handle(self, *args: Any, **options: Any) -> None:
        owner = owner_settings(settings.ENVIRONMENT)
        connection = connections[options["database"]]
        office = connection.settings_dict["USER"]
        with as_owner(connection, owner):
            super().handle(*args, **options)
            if connection.settings_dict["USER"] != office:
                connection.ensure_connection()
                grant(connection.connection, owner["USER"], office)
