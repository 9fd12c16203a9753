"""The address we serve at."""

import socket
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException

from doithoai.config.environment import ConfigurationError, Environment
from doithoai.config.serving.family import Family

ORPHANS_GONE = 3.0  # seconds; children of a killed run end by themselves, see orphans.py


def prove_free(host: str, port: int) -> None:
    """Raises ConfigurationError when something else answers there, or the address is not ours."""
    deadline = time.monotonic() + ORPHANS_GONE
    while True:
        try:
            family, kind, _protocol, _name, address = socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(address)
                trial.listen()
            return
        except OSError as error:
            if isinstance(error, socket.gaierror) or time.monotonic() > deadline:
                raise ConfigurationError(
                    f"Không mở được cổng {port} tại {host} ({error.strerror}); có thể chương trình "
                    "khác đang dùng: hãy đặt DOITHOAI_PORT hoặc DOITHOAI_HOST khác.",
                    f"Port {port} at {host} cannot be opened ({error.strerror}); another program "
                    "may be using it: set another DOITHOAI_PORT or DOITHOAI_HOST.",
                ) from error
        time.sleep(0.1)


def wait_until_served(environment: Environment, family: Family) -> None:
    """Until the first page has been answered."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(environment.host, environment.host)  # noqa: S104
    while True:
        family.check()
        connection = HTTPConnection(host, environment.port, timeout=30)
        with suppress(OSError, HTTPException):
            connection.request("GET", "/")
            connection.getresponse()
            return
        connection.close()
        time.sleep(0.05)
