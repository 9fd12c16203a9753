"""A request of granian's RSGI as the WSGI environment of PEP 3333."""

import io
import re
import sys
from typing import Any
from urllib.parse import unquote_to_bytes

from granian.rsgi import Scope

_REFUSED_GZIP = re.compile(r"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")
"""Django asks only whether the word is there."""
ALONE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(scope: Scope) -> dict[str, Any]:
    """Without a body.

    A header whose name holds an underscore is left out: to WSGI it would be the same as one with a
    hyphen, and so could pretend to be what the proxy says (``X_Forwarded_For``). OWASP ASVS 5,
    4.1.3.
    """
    host, _colon, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = ALONE.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        if key in environ and key not in ("HTTP_HOST", *ALONE.values()):
            between = "; " if key == "HTTP_COOKIE" else ","
            value = f"{environ[key]}{between}{value}"
        environ[key] = value
    if _REFUSED_GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")):
        del environ["HTTP_ACCEPT_ENCODING"]
    return environ
