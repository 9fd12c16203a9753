"""From where a visitor comes."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from doithoai.people.gate.networks import network_mark


def network_of(environ: Mapping[str, Any]) -> bytes:
    """The mark of the visitor's network, for a WSGI environment (``request.META``).

    The proxy of production writes the last of X-Forwarded-For itself, some of them with a port.
    """
    address = str(environ.get("REMOTE_ADDR", ""))
    if settings.IS_PRODUCTION:
        told = str(environ.get("HTTP_X_FORWARDED_FOR", ""))
        address = _without_port(told.rpartition(",")[2].strip()) or address
    return network_mark(address)


def _without_port(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    host, _colon, _port = address.partition(":")
    return host if address.count(":") == 1 else address
