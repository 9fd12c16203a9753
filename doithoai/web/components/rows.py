"""Lines of lists, drawn by plain functions: a page shows twenty, and a template is slow at them.

Every value goes through ``markup``, which escapes it.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dossiers.tasks import Task
from doithoai.kit.time import date_time, long_date, today
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import MatterState
from doithoai.web.components.addresses import address_of, desk_address
from doithoai.web.components.basics import due_badge, icon, sample_mark, short_day, under
from doithoai.web.components.looks import promise_badge, state_badge, task_icon
from doithoai.web.components.marks import highlighted
from doithoai.web.components.markup import markup

register = template.Library()

LIST: Final = '{}<ul class="rows">{}</ul>'
SAMPLES: Final = '<p class="m-0"><span class="st sample">{}{}</span></p>'
LINE: Final = '<li><div><a class="t" href="{}">{}</a><div class="muted small">{}</div></div>{}</li>'
TASK: Final = (
    '<tr data-row><td class="nowrap"><b>{}</b></td>'
    '<td>{} <a class="t" href="{}">{}</a>{}<div class="muted small">{}</div>{}</td>'
    "<td>{}</td><td>{}</td></tr>"
)
SECOND: Final = '{}</div><div class="muted small">{}'


@register.simple_tag
def promise_rows(rows: Sequence[Any]) -> SafeString:
    """Promises as ``commitments.queries.promise_lines`` or the board gives them."""
    return _list(rows, _promise)


@register.simple_tag
def matter_rows(rows: Sequence[Any], typed: str = "") -> SafeString:
    """Matters as ``opinions.queries.matter_lines`` gives them; marks the words that were typed."""
    return _list(rows, lambda row: _matter(row, typed))


@register.simple_tag
def dialogue_rows(rows: Sequence[Any]) -> SafeString:
    """Dialogues as ``dialogues.queries.dialogue_lines`` gives them."""
    return _list(rows, _dialogue)


@register.simple_tag
def task_rows(tasks: Sequence[Task]) -> SafeString:
    """Table rows: when it is due, what is to be done and by which rule, by whom, how it stands."""
    return SafeString("".join(map(_task, tasks)))


def _task(task: Task) -> SafeString:
    return markup(
        TASK,
        short_day(task.due_on),
        task_icon(task.link.kind),
        desk_address(task.link),
        task.title,
        markup(" {}", sample_mark()) if task.is_sample else "",
        task.detail,
        markup('<div class="law">{}</div>', under(task.basis)) if task.basis else "",
        task.who,
        due_badge(task.due_on),
    )


def _list(rows: Sequence[Any], line: Callable[[Any], SafeString]) -> SafeString:
    """When all are illustration data it is said once above them, else at each that is."""
    is_sample = all(row.is_sample for row in rows)
    lines = [line(row) if is_sample or not row.is_sample else _marked(line(row)) for row in rows]
    above = markup(SAMPLES, icon("info-circle"), _("All of this list is illustration data"))
    return markup(LIST, above if is_sample else "", SafeString("".join(lines)))


def _marked(line: SafeString) -> SafeString:
    return SafeString(line.replace("</a>", f"</a> {sample_mark()}", 1))


def _promise(row: Any) -> SafeString:
    due = markup("{} {}", _("due"), short_day(row.due_on))
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


def _matter(row: Any, typed: str) -> SafeString:
    raised = ""
    if (count := row.raised or 0) > 1:
        raised = ngettext("%(n)s opinion", "%(n)s opinions", count) % {"n": count}
    about = markup(
        '{} · {} · {} {}{}{} · <span class="code">{}</span>',
        row.village__name or row.unit__name,
        Field(row.field).label,
        _("received"),
        short_day(row.opened_at.date()),
        " · " if raised else "",
        raised,
        row.code,
    )
    return markup(
        LINE,
        address_of("matter").format(row.code),
        highlighted(row.title, typed) if typed else row.title,
        about,
        state_badge(MatterState(row.state)),
    )


def _dialogue(row: Any) -> SafeString:
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
