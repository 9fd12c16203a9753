"""Readers that a file has got the better of, for the process that may die."""

import os
import resource
import sys
from time import sleep

from doithoai.kit.apart import Wrong


def reversed_bytes(source: bytes) -> bytes:
    return source[::-1]


def refused(source: bytes) -> bytes:
    raise Wrong("locked")


def crashed(source: bytes) -> bytes:
    os.abort()


def panicked(source: bytes) -> bytes:
    """As Rust does: no Exception."""
    raise BaseException("index out of bounds")


def swollen(source: bytes) -> bytes:
    return b"\0" * sys.maxsize


def asleep(source: bytes) -> bytes:
    sleep(60)
    return b""


def bounds(source: bytes) -> bytes:
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
    return b" ".join(b"%d" % limit for kind in kinds for limit in resource.getrlimit(kind))
