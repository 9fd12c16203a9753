"""The database behind the settings: the office's own, or a PostgreSQL that we start ourselves."""

from typing import Any

from doithoai.config.database.cluster import Cluster
from doithoai.config.database.lease import Lease
from doithoai.config.database.place import data_folder
from doithoai.config.database.reach import prove_reachable
from doithoai.config.environment import Environment

__all__ = ["connection_settings", "hold_database", "owner_settings"]


def connection_settings(environment: Environment) -> dict[str, Any]:
    """Django's settings of the connection. Starts nothing."""
    return _settings(environment.database or Cluster(data_folder(environment)).parameters)


def owner_settings(environment: Environment) -> dict[str, Any]:
    """The same for the role that changes tables; where the operator named none, the office's."""
    if environment.database:
        return _settings(environment.database_owner or environment.database)
    return _settings(Cluster(data_folder(environment)).owner_parameters)


def _settings(parameters: dict[str, Any]) -> dict[str, Any]:
    given = dict(parameters)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname"),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        # Planning is most of what a page's queries cost the server: plan each shape once.
        "OPTIONS": {**given, "server_side_binding": True, "prepare_threshold": 3},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def hold_database(environment: Environment) -> Lease | None:
    """Makes sure that the database answers; the embedded one is started when nobody has.

    The lease is released by whoever is done; the last one out stops the embedded database. None
    for a database of the office's own. Raises ConfigurationError when it cannot be reached.
    """
    if environment.database is not None:
        prove_reachable(environment.database)
        return None
    return Lease.take(Cluster(data_folder(environment)))
