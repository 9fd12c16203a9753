"""Lines of lists, drawn by plain functions: a page shows twenty, and a template is slow at them.

Every value goes through ``markup``, which escapes it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from doithoai.dialogues.lifecycle import DialogueState
from doithoai.kit.time import date_time, long_date, today
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import MatterState
from doithoai.web.components.addresses import address_of
from doithoai.web.components.basics import sample_mark, short_day
from doithoai.web.components.looks import promise_badge, state_badge
from doithoai.web.components.markup import markup

LINE: Final = '<li><div><a class="t" href="{}">{}</a><div class="muted small">{}</div></div>{}</li>'
SECOND: Final = '{}</div><div class="muted small">{}'

PROMISE_COLUMNS: Final = (
    "pk", "state", "due_on", "first_due_on", "done_on", "is_sample", "matter__code",
    "matter__title", "matter__village__name", "unit__name", "lead__name",
)  # fmt: skip
MATTER_COLUMNS: Final = (
    "pk", "state", "code", "title", "field", "opened_at", "is_sample", "village__name",
    "unit__name", "raised",
)  # fmt: skip
DIALOGUE_COLUMNS: Final = (
    "pk", "state", "title", "starts_at", "has_time_of_day", "place", "attendees", "is_sample",
    "unit__name", "chair__title", "tally__opinions", "tally__matters",
)  # fmt: skip


@lru_cache(maxsize=512)
def _day(on: date, language: str | None) -> SafeString:
    return short_day(on)


@dataclass(frozen=True, slots=True)
class Lines:
    """Drawn lines; ``is_sample`` when all are illustration data, and then said once above them."""

    html: SafeString
    is_sample: bool

    def __bool__(self) -> bool:
        return bool(self.html)


def drawn(rows: Iterable[Any], line: Callable[[Any], SafeString]) -> Lines:
    """The rows as lines; ``line`` draws one. Samples among real ones are marked one by one."""
    rows = list(rows)
    is_sample = bool(rows) and all(row.is_sample for row in rows)
    marked = [line(row) if is_sample or not row.is_sample else _marked(line(row)) for row in rows]
    return Lines(SafeString("".join(marked)), is_sample)


def _marked(line: SafeString) -> SafeString:
    return SafeString(line.replace("</a>", f"</a> {sample_mark()}", 1))


def promise_line(row: Any) -> SafeString:
    """A row of ``PROMISE_COLUMNS``."""
    due = markup("{} {}", _("due"), _day(row.due_on, get_language()))
    if row.due_on != row.first_due_on:
        due = markup("{} ({})", due, _("extended"))
    place = row.matter__village__name or row.unit__name
    return markup(
        LINE,
        address_of("matter").format(row.matter__code),
        row.matter__title,
        markup("{} · {} · {}", place, row.lead__name, due),
        promise_badge(row.state, row.due_on, row.done_on, today()),
    )


def matter_line(row: Any) -> SafeString:
    """A row of ``MATTER_COLUMNS``."""
    raised = ""
    if (count := row.raised or 0) > 1:
        raised = ngettext("%(n)s opinion", "%(n)s opinions", count) % {"n": count}
    about = markup(
        '{} · {} · {} {}{}{} · <span class="code">{}</span>',
        row.village__name or row.unit__name,
        Field(row.field).label,
        _("received"),
        _day(row.opened_at.date(), get_language()),
        " · " if raised else "",
        raised,
        row.code,
    )
    return markup(
        LINE,
        address_of("matter").format(row.code),
        row.title,
        about,
        state_badge(MatterState(row.state)),
    )


def dialogue_line(row: Any) -> SafeString:
    """A row of ``DIALOGUE_COLUMNS``."""
    when = date_time(row.starts_at) if row.has_time_of_day else long_date(row.starts_at)
    first = " · ".join(filter(None, [when, row.place, row.unit__name]))
    return markup(
        LINE,
        address_of("dialogue").format(row.pk),
        row.title,
        markup(SECOND, first, " · ".join([row.chair__title, *_counts(row)])),
        state_badge(DialogueState(row.state)),
    )


def _counts(row: Any) -> list[str]:
    words = []
    if count := row.attendees:
        one = ngettext("%(n)s person attended", "%(n)s people attended", count)
        words.append(one % {"n": count})
    if row.tally__opinions is not None:
        both = {"opinions": row.tally__opinions, "matters": row.tally__matters}
        words.append(_("%(opinions)s opinions on %(matters)s matters") % both)
    return words
