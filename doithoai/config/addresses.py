"""Under which names we may be called."""

import socket
from urllib.parse import urlsplit

import psutil

from doithoai.config.environment import Environment

EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to


def own_addresses(environment: Environment) -> list[str]:
    """The public host; in a trial without one, what this machine itself is called."""
    local = ["localhost", "127.0.0.1", "[::1]"]
    if environment.origin:
        return [str(urlsplit(environment.origin).hostname), *local]
    if environment.host in EVERY_ADDRESS:
        cards = psutil.net_if_addrs().values()
        found = [a.address for card in cards for a in card if a.family == socket.AF_INET]
        return [*local, socket.gethostname(), *found]
    return [*local, f"[{environment.host}]" if ":" in environment.host else environment.host]
