"""Every address × method × role × ids, then every form with every bad value: ``bin/bench fuzz``.

100,000 requests (BENCH_FUZZ_REQUESTS) against two communes full of things, in one process and a
database of its own; nothing that a request changed stays. Counted are answers of 5xx, answers at
the desk in which the other commune's words stand, and requests after which its rows are others.
Addresses come from the resolver, forms from the pages as they are: a new one is there by itself.
"""

import os
from importlib import import_module

import django

from doithoai.config.database import hold_database
from doithoai.config.environment import read_environment

REQUESTS = int(os.environ.get("BENCH_FUZZ_REQUESTS", "100000"))


def print_figures() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doithoai.config.settings")
    lease = hold_database(read_environment())
    django.setup()
    import_module("tools.bench.fuzzing").fuzz(REQUESTS)
    if lease:
        lease.release()


if __name__ == "__main__":
    print_figures()
