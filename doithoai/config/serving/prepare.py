"""What must be done before the first page: tables, collected assets, something to show."""

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver
from django.utils.translation import gettext as _

from doithoai.config.environment import ConfigurationError, Environment
from doithoai.config.serving.styles import JoinedStyles

LIST_OF_FILES = JoinedStyles.manifest_name
PREPARING = 0x64_6F_69_74_68_6F_61_69  # the number of our advisory lock


def prepare_office(*, is_empty: bool) -> None:
    """Safe to be killed at any moment, and to be done by several at once."""
    with one_at_a_time():
        prove_not_newer()
        migrate()
        if is_empty:
            call_command("prepare_office")
        elif is_untouched():
            prove_no_production()
            load_sample()
    connections.close_all()  # children must not share a connection


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say(_("Preparing the tables…"))
        call_command("migrate", verbosity=0, interactive=False)


def prove_not_newer() -> None:
    """Raises ConfigurationError when a newer program has worked with these tables."""
    loader = MigrationExecutor(connection).loader
    ours = {name for name in loader.migrated_apps if name in apps.app_configs}
    unknown = [
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
    ]
    if unknown:
        names = ", ".join(sorted(unknown))
        raise ConfigurationError(
            f"Cơ sở dữ liệu đã được một phiên bản mới hơn sử dụng ({names}); hãy chạy phiên bản "
            "đó.",
            f"A newer version has used this database ({names}); please run that version.",
        )


def prove_no_production() -> None:
    """Raises ConfigurationError before a demonstration would begin where the public reaches it."""
    if settings.IS_PRODUCTION:
        raise ConfigurationError(
            "Cơ quan thật bắt đầu bằng “doithoai run --empty”; dữ liệu minh họa không dùng khi đã "
            "đặt DOITHOAI_ORIGIN.",
            "A real office begins with “doithoai run --empty”; no illustration is loaded where "
            "DOITHOAI_ORIGIN is set.",
        )


def is_untouched() -> bool:
    """Nobody has decided yet whether a demonstration or an office lives here."""
    return not apps.get_model("people.Installation")._default_manager.exists()


def load_sample() -> None:
    say(_("Loading the sample of Kim Thành…"))
    with transaction.atomic():  # whole or not at all
        call_command("load_sample")


def collect_assets() -> None:
    """Copies, names and compresses the static files when one has changed since last time."""
    stamp = settings.HOME / "static.stamp"
    needed = stamp, settings.HOME / LIST_OF_FILES, settings.STATIC_ROOT
    fingerprint = _assets_fingerprint()
    if all(path.exists() for path in needed) and stamp.read_text() == fingerprint:
        return
    say(_("Collecting style sheets and pictures…"))
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    (settings.STATIC_ROOT / LIST_OF_FILES).unlink(missing_ok=True)  # from an earlier version
    stamp.write_text(fingerprint)


def warm_up() -> None:
    """Loads what every process needs while there is only one."""
    import_module("doithoai.config.rsgi")
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)


def say_ready(environment: Environment) -> None:
    local = f"http://{environment.host}:{environment.port}"
    address = environment.origin or local
    say(_("Đối Thoại is ready at %(address)s – Ctrl-C ends it.") % {"address": address})


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the operator is waiting


def _assets_fingerprint() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda item: item[0]):
            about = (storage.location, path, storage.size(path), storage.get_modified_time(path))
            found.update(repr(about).encode())
    return found.hexdigest()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Held by a connection of its own: to change tables, the other one becomes the owner's."""
    holding = connection.copy()
    with closing(holding), holding.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        yield
