"""Is the office's own PostgreSQL there, and is it new enough?"""

from typing import Any

import psycopg

from doithoai.config.environment import ConfigurationError

OLDEST_VERSION = 16


def prove_reachable(parameters: dict[str, Any]) -> None:
    """Raises ConfigurationError; its sentence names the place but never the password."""
    place = f"{parameters.get('host', 'localhost')}:{parameters.get('port', 5432)}"
    place += f"/{parameters['dbname']}"
    try:
        with psycopg.connect(**{"connect_timeout": 5, **parameters}) as connection:
            version = connection.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise ConfigurationError(
            f"Không kết nối được cơ sở dữ liệu {place} trong DATABASE_URL.",
            f"The database {place} of DATABASE_URL cannot be reached.",
        ) from error
    if version < OLDEST_VERSION:
        raise ConfigurationError(
            f"Cơ sở dữ liệu {place} là PostgreSQL {version}; cần {OLDEST_VERSION} trở lên.",
            f"The database {place} is PostgreSQL {version}; {OLDEST_VERSION} or newer is needed.",
        )
