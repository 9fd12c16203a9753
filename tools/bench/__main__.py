"""Runs every measurement and prints the table that README shows."""

import os
import random
from collections.abc import Sequence

import django
from django.core.management import call_command

from doithoai.config.database import hold_database
from doithoai.config.environment import read_environment
from tools.bench import (
    crash,
    data,
    desk,
    drawing,
    finding,
    flood,
    load,
    server,
    submission,
    tables,
)

SAMPLE = 400


def main() -> None:
    load.require_wrk()
    lease = hold_database(read_environment())
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not data.is_loaded():
        print("Loading 100,000 matters and 20,000 commitments …", flush=True)
        data.load()
    pages = _pages()
    with server.serving("/constant", DJANGO_SETTINGS_MODULE="tools.bench.bare_settings") as origin:
        constant = _measure("constant response", origin, ["/constant"])
        rows = _measure("bare view, one query for 20 rows", origin, ["/rows"])
    with server.serving("/", DOITHOAI_PAGE_CACHE="on") as origin:
        for name, paths in pages.items():
            _measure(name, origin, paths, rows, with_session=True)
        for name, paths in pages.items():
            _measure(f"{name}, kept", origin, paths[:20], constant)
    desk.print_figures()
    drawing.print_figures()
    tables.print_figures()
    finding.print_figures()
    inserted, received = submission.rates()
    print(f"{'single-row INSERT with fsync':44}{inserted:10,.0f}/s")
    print(f"{'opinion received for good':44}{received:10,.0f}/s{received / inserted:8.0%}")
    crash.print_figures()
    flood.print_figures()
    if lease:
        lease.release()


def _measure(
    name: str, origin: str, paths: Sequence[str], baseline: float = 0, *, with_session: bool = False
) -> float:
    measured = load.run(origin, paths, with_session=with_session)
    share = f"{measured.requests_per_second / baseline:8.0%}" if baseline else ""
    wrong = f"  {measured.wrong} WRONG ANSWERS" if measured.wrong else ""
    print(f"{name:44}{measured.requests_per_second:10,.0f}/s{share}{wrong}", flush=True)
    return measured.requests_per_second


def _pages() -> dict[str, list[str]]:
    """Paths of each kind of page, spread over the whole data and over any depth."""
    from django.urls import reverse

    from doithoai.commitments.models import Commitment
    from doithoai.dialogues.models import Dialogue
    from doithoai.opinions.models import Matter

    chance = random.Random(43)  # noqa: S311 the same sample every time
    promises = Commitment.objects.values_list("due_on", "id", "unit__key", "matter__code")
    sample = chance.sample(list(promises), SAMPLE)
    board = reverse("promises")
    dialogues = list(Dialogue.objects.filter(register_key=None).values_list("id", flat=True))
    matters = list(Matter.objects.values_list("code", flat=True)[:5000])
    return {
        "promises board": [board],
        "promises board, any depth": [f"{board}?after={due}~{key}" for due, key, _u, _c in sample],
        "promises of a unit, overdue, any depth": [
            f"{board}?unit={unit}&lateness=overdue&after={due}~{key}"
            for due, key, unit, _c in sample
        ],
        "path of an assigned matter": [
            reverse("matter", args=[code]) for _d, _k, _u, code in sample
        ],
        "path of a matter": [
            reverse("matter", args=[code]) for code in chance.sample(matters, SAMPLE)
        ],
        "dialogue": [reverse("dialogue", args=[key]) for key in chance.sample(dialogues, 200)],
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doithoai.config.settings")
    main()
