"""``doithoai run``: from an empty folder to a served office, and in order out again."""

import argparse
import signal
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import NoReturn

import django

from doithoai.config.database import hold_database
from doithoai.config.database.lease import Lease
from doithoai.config.environment import Environment, read_environment
from doithoai.config.home import prepare_home
from doithoai.config.serving.family import Family
from doithoai.config.serving.port import prove_free, wait_until_served


def run(program: str, arguments: list[str]) -> None:
    """Serves until Ctrl-C or SIGTERM. Raises ConfigurationError when it cannot."""
    parser = argparse.ArgumentParser(f"{program} run", description=__doc__)
    parser.add_argument(
        "--empty", action="store_true", help="begin without the sample; print the first link"
    )
    options = parser.parse_args(arguments)
    environment = read_environment()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        _serve(environment, is_empty=options.empty)
    except KeyboardInterrupt:
        return


def _serve(environment: Environment, *, is_empty: bool) -> None:
    prepare_home(environment.home)
    prove_free(environment.host, environment.port)
    lease = _load(environment)
    from doithoai.config.serving.prepare import prepare_office, say_ready

    try:
        prepare_office(is_empty=is_empty)
        with Family(environment, lease) as family:
            wait_until_served(environment, family)
            say_ready(environment)
            family.watch()
    finally:
        _ignore_signals()
        if lease:
            lease.release()


def _load(environment: Environment) -> Lease | None:
    """The database starts while the program loads itself."""
    with ThreadPoolExecutor(1) as aside:
        coming = aside.submit(hold_database, environment)
        try:
            django.setup()
            from doithoai.config.serving.prepare import collect_assets, warm_up

            collect_assets()  # the application looks once for what there is
            warm_up()
        except BaseException:
            if lease := coming.result():
                lease.release()
            raise
    return coming.result()


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    _ignore_signals()
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    """An impatient second Ctrl-C must not leave anything running."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
