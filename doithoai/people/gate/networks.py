"""A network without its address: what is counted can be told apart for a day, and not read."""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

from doithoai.kit.time import today

PREFIXES = {4: 24, 6: 48}
_here: ContextVar[Callable[[], bytes] | None] = ContextVar("_here", default=None)


def network_mark(address: str) -> bytes:
    """16 bytes for the /24 (IPv4) or /48 (IPv6) of the address; tomorrow they are others."""
    try:
        parsed = ip_address(address.strip())
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
            parsed = parsed.ipv4_mapped
        network = str(ip_network((parsed, PREFIXES[parsed.version]), strict=False))
    except ValueError:
        network = "unknown"
    salt = hmac.digest(settings.SECRET_KEY.encode(), f"network:{today()}".encode(), "sha256")
    return hmac.digest(salt, network.encode(), "sha256")[:16]


def mark(of: object) -> bytes:
    """16 bytes for a form's key, a receipt or a unit."""
    key = hashlib.sha256(f"tally:{settings.SECRET_KEY}".encode()).digest()
    return hmac.digest(key, str(of).encode(errors="surrogatepass"), "sha256")[:16]


@contextmanager
def coming_from(network: Callable[[], bytes]) -> Iterator[None]:
    """Stands around the answer to a request; the mark is made only when somebody asks for it."""
    token = _here.set(network)
    try:
        yield
    finally:
        _here.reset(token)


def network_here() -> bytes | None:
    """The mark of the network whose request is being answered; None for the terminal."""
    network = _here.get()
    return network() if network else None
