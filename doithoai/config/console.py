"""The ``doithoai`` command: Django's commands, with the database started beneath them."""

import os
import sys

from django.core.management import execute_from_command_line
from django.core.management.base import CommandError

from doithoai.config.database import hold_database
from doithoai.config.environment import ConfigurationError, read_environment
from doithoai.config.orphans import end_with_parent
from doithoai.config.serving import run

WITHOUT_DATABASE = {
    "help",
    "version",
    "check",
    "collectstatic",
    "diffsettings",
    "evaluate",
    "findstatic",
    "lifecycles",
    "startapp",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doithoai.config.settings")
    end_with_parent()
    try:
        dispatch(sys.argv[0], sys.argv[1:])
    except ConfigurationError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is the answer to the command
        sys.exit(2)
    except CommandError as error:  # Django answers for its own; this one came from within a start
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def dispatch(program: str, arguments: list[str]) -> None:
    name = arguments[0].replace("-", "_") if arguments and arguments[0][0:1] != "-" else ""
    if name == "run":
        run(program, arguments[1:])
        return
    command = [program, name, *arguments[1:]] if name else [program, *arguments]
    if needs_database(name, arguments[1:]):
        lease = hold_database(read_environment())
        try:
            execute_from_command_line(command)
        finally:
            if lease:
                lease.release()
    else:
        execute_from_command_line(command)


def needs_database(name: str, options: list[str]) -> bool:
    return bool(name) and name not in WITHOUT_DATABASE and not {"-h", "--help"} & set(options)
