"""The components with a body: what stands between the tag and its end is drawn inside.

Props are refused as those of the other components are: unknown names when the template is
compiled, unknown kinds when it is first shown.
"""

from typing import Any

from django import template
from django.template import Context, TemplateSyntaxError
from django.template.defaulttags import CsrfTokenNode
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from doithoai.web.components.basics import BUTTON_KINDS, NOTICE_ICONS, icon, known

register = template.Library()

type Text = str | Promise

NOTHING = SafeString("")


@register.filter
def equals(value: object, other: object) -> bool:
    """A comparison as a prop: the language of templates knows it only in ``if``."""
    return value == other


@register.simple_block_tag
def card(
    content: SafeString,
    title: Text,
    id: str = "",
    extra: str = "",
    url: str = "",
    link: Text = "",
) -> SafeString:
    """A headed section on a card; ``url`` and ``link`` lead from its heading to more of the same.

    With ``id`` the heading names the section for screen readers; ``extra`` are further classes.
    """
    if bool(url) != bool(link):
        raise TemplateSyntaxError("card wants url and link together")
    heading = format_html(
        "<h2{}{}>{}</h2>", _attribute("class", "m-0" if url else ""), _attribute("id", id), title
    )
    if url:
        heading = format_html('<div class="split">{}<a href="{}">{}</a></div>', heading, url, link)
    return format_html(
        '<section class="{}"{}>{}{}</section>',
        _classes("card2", extra),
        _attribute("aria-labelledby", id),
        heading,
        content,
    )


@register.simple_block_tag
def ask(
    content: SafeString,
    label: Text,
    kind: str = "soft",
    icon: str = "",
    opened: object = False,
    about: Text = "",
    id: str = "",
    key: str = "",
    extra: str = "",
) -> SafeString:
    """A button that opens what has to be said first; it works without script.

    ``about`` tells screen readers which one it is, where a list repeats it; ``key`` is the key
    that presses it.
    """
    return format_html(
        '<details class="{}"{}{}><summary class="btn-{}"{}>{}{}{}</summary>{}</details>',
        _classes("ask", extra),
        _attribute("id", id),
        SafeString(" open") if opened else NOTHING,
        known(kind, BUTTON_KINDS),
        _attribute("data-key", key),
        _icon(icon),
        label,
        format_html('<span class="visually-hidden">: {}</span>', about) if about else NOTHING,
        content,
    )


@register.simple_block_tag
def callout(
    content: SafeString, kind: str, icon: str = "", role: str = "", extra: str = ""
) -> SafeString:
    """A notice that holds more than one sentence: info, good, warn or bad."""
    return format_html(
        '<div class="{}"{}>{}<div>{}</div></div>',
        _classes("notice", known(kind, NOTICE_ICONS), extra),
        _attribute("role", role),
        _icon(icon or NOTICE_ICONS[kind]),
        content,
    )


@register.simple_block_tag(takes_context=True)
def form(
    context: Context,
    content: SafeString,
    view: str = "",
    *args: Any,
    anchor: str = "",
    extra: str = "",
    multipart: bool = False,
    novalidate: bool = False,
) -> SafeString:
    """A form that does something (POST): ``{% form "desk:done" work.pk multipart=True %}``.

    It goes to the view that is named with its arguments, without one to the page it stands on;
    ``anchor`` is where the answer opens. Fields and button stand in the body.
    """
    action = reverse(view, args=args) if view else ""
    return format_html(
        '<form method="post"{}{}{}{}>{}{}</form>',
        _attribute("action", f"{action}#{anchor}" if anchor else action),
        _attribute("class", extra),
        SafeString(' enctype="multipart/form-data"') if multipart else NOTHING,
        SafeString(" novalidate") if novalidate else NOTHING,
        CsrfTokenNode().render(context),
        content,
    )


def _classes(*names: str) -> str:
    return " ".join(filter(None, names))


def _attribute(name: str, value: str) -> SafeString:
    return format_html(' {}="{}"', name, value) if value else NOTHING


def _icon(name: str) -> SafeString:
    return icon(name) if name else NOTHING
