"""The parts that pages are built of, each with declared props.

Django refuses an unknown or a missing prop when the template is compiled; a value that no style
knows is refused when it is first shown. Parts that a list repeats are plain functions: a badge
costs a few microseconds.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context, TemplateSyntaxError
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.kit.due import DueWords, due_words
from doithoai.kit.time import long_date, short_date, today
from doithoai.web.components import fields
from doithoai.web.components.markup import markup

register = template.Library()

type Text = str | Promise

BADGE_ICONS = {
    "kept": "check-circle-fill",
    "doing": "arrow-repeat",
    "soon": "hourglass-split",
    "late": "exclamation-triangle-fill",
    "wait": "circle",
}
NOTICE_ICONS = {
    "info": "info-circle-fill",
    "good": "check-circle-fill",
    "warn": "exclamation-circle-fill",
    "bad": "exclamation-triangle-fill",
}
BUTTON_KINDS = frozenset({"main", "soft", "warn"})


def known(kind: str, kinds: Iterable[str]) -> str:
    if kind not in kinds:
        raise TemplateSyntaxError(f"unknown kind {kind!r}; known: {', '.join(sorted(kinds))}")
    return kind


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """A Bootstrap icon, silent for screen readers: the word beside it speaks."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@lru_cache(maxsize=256)
def _badge_head(kind: str, icon: str) -> SafeString:
    return format_html(
        '<span class="st {}"><i class="bi bi-{}" aria-hidden="true"></i>',
        known(kind, BADGE_ICONS),
        icon or BADGE_ICONS[kind],
    )


@register.simple_tag
def badge(kind: str, label: Text, icon: str = "") -> SafeString:
    """A state: ``kind`` is kept, doing, soon, late or wait; ``label`` is the word."""
    return SafeString(f"{_badge_head(kind, icon)}{conditional_escape(str(label))}</span>")


@register.simple_tag
def sample_mark() -> SafeString:
    """Beside everything that is there for illustration only."""
    return format_html(
        '<span class="st sample"><i class="bi bi-info-circle" aria-hidden="true"></i>{}</span>',
        _("Illustration data"),
    )


@register.simple_tag
def day(on: date) -> SafeString:
    """thứ Năm, ngày 18/8/2022"""
    return format_html('<time datetime="{}">{}</time>', _machine_readable(on), long_date(on))


@register.simple_tag
def short_day(on: date) -> SafeString:
    """18/8/2022"""
    return SafeString(f'<time datetime="{_machine_readable(on)}">{short_date(on)}</time>')


def _machine_readable(on: date) -> str:
    """HTML allows no more than three digits of a second."""
    return on.isoformat(timespec="seconds") if isinstance(on, datetime) else on.isoformat()


def _due_words(due_on: date, done_on: date | None, at: date | None) -> DueWords:
    return due_words(due_on, at=at or today(), done_on=done_on)


@register.simple_tag
def due_badge(due_on: date, done_on: date | None = None, at: date | None = None) -> SafeString:
    """Days left or days late as a badge; ``done_on`` when the thing is finished."""
    state = _due_words(due_on, done_on, at)
    return badge(state.kind, state.words, state.icon)


@register.simple_tag
def due(
    due_on: date,
    basis: Text,
    first_due_on: date | None = None,
    done_on: date | None = None,
    at: date | None = None,
) -> SafeString:
    """A due date with its days and the rule it comes from."""
    state = _due_words(due_on, done_on, at)
    first: SafeString | str = ""
    if first_due_on and first_due_on != due_on:
        first = markup('<div class="muted">{} {}</div>', _("first due"), short_day(first_due_on))
    return markup(
        '<div class="due {}">{}<div><b>{} {}</b> · {}{}{}</div></div>',
        state.kind,
        icon(state.icon),
        _("Due"),
        day(due_on),
        state.words,
        first,
        markup('<div class="law">{}</div>', under(basis)) if basis else "",
    )


def under(basis: Text) -> str:
    return _("under %(basis)s") % {"basis": basis}


@register.simple_tag
def bar(kind: str, percent: float, label: Text) -> SafeString:
    """One share of a whole as a bar; ``label`` says it in words."""
    return bars(label, kind, percent)


@register.simple_tag
def bars(label: Text, *shares: Any) -> SafeString:
    """Several shares: ``{% bars "78 % kept, 9 % late" "kept" 78 "late" 9 %}``.

    Drawn as SVG, because pages may carry no inline style.
    """
    parts, left = [], 0.0
    for kind, percent in zip(shares[::2], shares[1::2], strict=True):
        width = min(max(float(percent), 0.0), 100.0 - left)
        parts.append((f"{left:g}", f"{width:g}", known(kind, BADGE_ICONS)))
        left += width
    return format_html(
        '<svg class="bar" width="100" height="7" viewBox="0 0 100 7" preserveAspectRatio="none"'
        ' role="img"><title>{}</title>{}</svg>',
        label,
        format_html_join("", '<rect x="{}" y="0" width="{}" height="7" class="{}"></rect>', parts),
    )


@register.simple_tag
def figure(
    value: Text | int, label: Text, url: str = "", note: Text = "", kind: str = "", share: float = 0
) -> SafeString:
    """One figure inside ``<div class="figs">``; with ``kind`` a bar of ``share`` percent."""
    if isinstance(value, int):
        value = number_format(value, force_grouping=True)
    return format_html(
        "<{} class=fig><b>{}</b><span>{}</span>{}{}</{}>",
        format_html('a href="{}"', url) if url else "div",
        value,
        label,
        format_html('<span class="note">{}</span>', note) if note else "",
        bars(label, kind, share) if kind else "",
        "a" if url else "div",
    )


@register.inclusion_tag("components/empty.html")
def empty(
    title: Text, text: Text, url: str = "", action: Text = "", icon: str = "inbox"
) -> dict[str, Any]:
    """Nothing here yet, and what to do next."""
    if bool(url) != bool(action):
        raise TemplateSyntaxError("empty wants url and action together")
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.simple_tag
def notice(kind: str, text: Text) -> SafeString:
    """A box with a message: info, good, warn or bad."""
    return format_html(
        '<div class="notice {}"><i class="bi bi-{}" aria-hidden="true"></i><div>{}</div></div>',
        known(kind, NOTICE_ICONS),
        NOTICE_ICONS[kind],
        text,
    )


@register.simple_tag
def breadcrumbs(*parts: Text) -> SafeString:
    """``{% breadcrumbs "Promises" url "Water" url "KT-7F3K" %}``: the last one is this page."""
    if len(parts) % 2 == 0:
        raise TemplateSyntaxError("breadcrumbs wants label, url, label, url, …, last label")
    links = format_html_join(
        "", '<li><a href="{1}">{0}</a></li>', zip(parts[:-1:2], parts[1::2], strict=True)
    )
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}<li aria-current="page">{}</li></ol></nav>',
        _("You are here"),
        links,
        parts[-1],
    )


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: Any) -> str:
    """This page's address with some query parameters changed; ``None`` or ``""`` drops one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return "?" + urlencode(sorted(query.lists()), doseq=True)


@register.simple_tag
def pager(previous_url: str, next_url: str) -> SafeString:
    """To the page before and after; an empty address means there is none."""
    if not previous_url and not next_url:
        return format_html("")
    before = '<a class="btn-soft" rel="prev" href="{}">{}{}</a>'
    after = '<a class="btn-soft ms-auto" rel="next" href="{}">{}{}</a>'
    return format_html(
        '<nav class="pager" aria-label="{}">{}{}</nav>',
        _("Pages of this list"),
        format_html(before, previous_url, icon("arrow-left"), _("Previous page"))
        if previous_url
        else "",
        format_html(after, next_url, _("Next page"), icon("arrow-right")) if next_url else "",
    )


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Label, help, input and error of one form field, tied together for screen readers."""
    return fields.render_field(bound)


@register.filter
def in_words(bound: BoundField) -> str:
    """What was typed or chosen, as the person saw it: of a choice its label."""
    return fields.words_of(bound)


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """On top of a form: everything that is wrong, each with a link to its field."""
    return {"errors": fields.error_links(form)}


@register.inclusion_tag("components/act.html", takes_context=True)
def act(
    context: Context,
    url: str,
    label: Text,
    kind: str = "soft",
    icon: str = "",
    question: Text = "",
    name: str = "",
    value: str = "",
) -> dict[str, Any]:
    """A button that does something (POST); with ``question`` it asks first, without script."""
    return {
        "url": url,
        "label": label,
        "kind": known(kind, BUTTON_KINDS),
        "icon": icon,
        "question": question,
        "name": name,
        "value": value,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.filter
def of_key(numbers: dict[int, int], key: int) -> int:
    """The number under this key; 0 when there is none."""
    return numbers.get(key, 0)
