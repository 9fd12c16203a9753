"""What was published last, told from the record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import F, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doithoai.commitments.models import Commitment
from doithoai.conclusions.models import ConclusionNotice
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import on_possible_days
from doithoai.dossiers.links import Link
from doithoai.opinions.models import Matter
from doithoai.record.models import Entry

MOST: Final = 6
LOOKED_THROUGH: Final = 5_000
_TOLD: Final[dict[tuple[str, str], Promise]] = {
    ("conclusionnotice", "publish"): _("Conclusion published"),
    ("dialogue", "notify"): _("Dialogue announced"),
    ("dialogue", "cancel"): _("Dialogue cancelled"),
    ("commitment", "report_done"): _("Reported done"),
    ("commitment", "confirm"): _("People confirmed"),
    ("commitment", "reopen"): _("People said: not done"),
    ("commitment", "extend"): _("Extended"),
    ("matter", "reopen"): _("People said: not settled"),
}


@dataclass(frozen=True, slots=True)
class News:
    """A public step: ``life`` and ``move`` as the record has them, ``word`` says it."""

    at: datetime
    life: str
    move: str
    word: str | Promise
    title: str
    link: Link


def news() -> list[News]:
    """The latest public steps that people want to hear of, the newest first."""
    recent = Entry.objects.order_by("-id").values("id")[:1].annotate(begin=F("id") - LOOKED_THROUGH)
    entries = Entry.objects.filter(
        is_public=True,
        id__gt=Subquery(recent.values("begin")),
        life__in={life for life, _move in _TOLD},
        move__in={move for _life, move in _TOLD},
    ).order_by("-id")[: MOST * 3]
    known = [one for one in entries if (one.life, one.move) in _TOLD][:MOST]
    things = _things(known)
    return [
        News(
            one.at,
            one.life,
            one.move,
            _TOLD[one.life, one.move],
            *things[one.life, one.thing],
        )
        for one in known
        if (one.life, one.thing) in things
    ]


def _things(entries: Iterable[Entry]) -> dict[tuple[str, int], tuple[str, Link]]:
    """(life, key) → title and where it leads; a query for each kind that occurs."""
    wanted: dict[str, list[int]] = {}
    for entry in entries:
        wanted.setdefault(entry.life, []).append(entry.thing)
    found: dict[tuple[str, int], tuple[str, Link]] = {}
    for life, keys in wanted.items():
        found.update({(life, pk): (title, link) for pk, title, link in _titles(life, keys)})
    return found


def _titles(life: str, keys: list[int]) -> list[tuple[int, str, Link]]:
    match life:
        case "matter":
            matters = Matter.objects.filter(pk__in=keys).values_list("pk", "title", "code")
            return [(pk, title, Link("matter", code)) for pk, title, code in matters]
        case "commitment":
            made = Commitment.objects.filter(pk__in=keys)
            rows = made.values_list("pk", "matter__title", "matter__code")
            return [(pk, title, Link("matter", code)) for pk, title, code in rows]
        case "dialogue":
            dialogues = Dialogue.objects.filter(on_possible_days(), pk__in=keys)
            titles = dialogues.values_list("pk", "title")
            return [(pk, title, Link("dialogue", pk)) for pk, title in titles]
        case _:
            notices = ConclusionNotice.objects.filter(on_possible_days("dialogue__"), pk__in=keys)
            numbers = notices.values_list("pk", "number", "dialogue_id")
            return [(pk, title, Link("dialogue", on)) for pk, title, on in numbers]
