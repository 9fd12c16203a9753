"""The frame of the pages: the public navigation."""

from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()


class Door(NamedTuple):
    name: str
    icon: str
    label: Promise


DOORS = (
    Door("dialogues", "calendar3", _("Dialogue calendar")),
    Door("promises", "flag", _("Promises")),
    Door("matters", "chat-square-text", _("Matters")),
    Door("figures", "bar-chart", _("Figures")),
    Door("units", "geo-alt", _("Places")),
    Door("look_up", "search", _("Look up")),
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
    """The doors of the public pages; the one we are behind is marked."""
    request = context.get("request")
    path = request.path if request else ""
    urls = [(door, url_or_nothing(door.name)) for door in DOORS]
    return {"doors": [(door, url, path.startswith(url)) for door, url in urls if url]}
