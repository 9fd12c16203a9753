"""The frame of the pages: the public navigation, and what of it need not be drawn each time."""

from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from django import template
from django.http import HttpRequest
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()


class NavLink(NamedTuple):
    """A line of the navigation: the name of its page, its icon and its words."""

    name: str
    icon: str
    label: Promise


NAVIGATION = (
    NavLink("dialogues", "calendar3", _("Dialogue calendar")),
    NavLink("promises", "flag", _("Promises")),
    NavLink("matters", "chat-square-text", _("Matters")),
    NavLink("figures", "bar-chart", _("Figures")),
    NavLink("units", "geo-alt", _("Places")),
    NavLink("look_up", "search", _("Look up")),
)


@register.simple_tag
def url_or_nothing(name: str) -> str:
    """The address of a page, or nothing when this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("components/public_nav.html", takes_context=True)
def public_nav(context: Context) -> dict[str, Any]:
    """The navigation of the public pages; the part that we are in is marked."""
    request = context.get("request")
    path = request.path if request else ""
    links = zip(NAVIGATION, _nav_addresses(), strict=True)
    return {"links": [(link, url, path.startswith(url)) for link, (_name, url) in links if url]}


MOST_DRAWN: Final = 500
_drawn: dict[tuple[Hashable, ...], SafeString] = {}


class Lasting(Node):
    """A part of the frame that is the same whenever ``keys`` and the language are the same."""

    def __init__(self, keys: list[FilterExpression], nodelist: NodeList) -> None:
        self.keys = keys
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        key = (get_language(), *(one.resolve(context) for one in self.keys))
        if (found := _drawn.get(key)) is None:
            found = self.nodelist.render(context)
            if len(_drawn) < MOST_DRAWN:
                _drawn[key] = found
        return found


@register.tag
def lasting(parser: Parser, token: Token) -> Lasting:
    """``{% lasting "top" is_demo here %} … {% endlasting %}``; the first key names the part."""
    keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    if not keys:
        raise TemplateSyntaxError("lasting wants the name of the part")
    nodelist = parser.parse(("endlasting",))
    parser.delete_first_token()
    return Lasting(keys, nodelist)


@register.simple_tag(takes_context=True)
def nav_section(context: Context) -> str:
    """The name of the part of the navigation that we are in; empty when in none."""
    request = context.get("request")
    return _section_of(request.path) if request else ""


def _section_of(path: str) -> str:
    return next((name for name, url in _nav_addresses() if url and path.startswith(url)), "")


@cache
def _nav_addresses() -> list[tuple[str, str]]:
    return [(one.name, url_or_nothing(one.name)) for one in NAVIGATION]


HERE: Final = "__here__"


@register.simple_tag(takes_context=True)
def appearance_choices(context: Context) -> SafeString:
    """Links that change how the page looks and come back to it."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return SafeString("")
    appearance = context.get("appearance")
    key = (get_language(), "choices", appearance)
    if (found := _drawn.get(key)) is None:
        parts = {"appearance": appearance, "here": HERE, "request": request}
        found = _drawn[key] = render_to_string("components/choices.html", parts)
    return SafeString(found.replace(HERE, quote(request.get_full_path(), safe="")))


@register.filter
def button_class(attrs: Mapping[str, Any]) -> str:
    """Which of our buttons a button of allauth is."""
    tags = attrs.get("tags") or ()
    if "danger" in tags:
        return "btn-warn"
    is_main = attrs.get("type") == "submit" and "cancel" not in tags and "outline" not in tags
    return "btn-main" if is_main else "btn-soft"
