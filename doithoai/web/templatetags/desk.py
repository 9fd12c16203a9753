"""What only desk pages show: the state of a thing as a badge."""

from django import template
from django.utils.safestring import SafeString

from doithoai.kit.templatetags.components import badge
from doithoai.record.models import Recorded

register = template.Library()

KINDS = {
    "opinion": {
        "held": "soon",
        "received": "soon",
        "asked": "doing",
        "accepted": "kept",
        "referred": "doing",
        "refused": "late",
        "withdrawn": "wait",
        "moved_out": "doing",
    },
    "matter": {
        "open": "wait",
        "in_dialogue": "doing",
        "concluded": "doing",
        "settled": "kept",
        "merged": "wait",
    },
    "datarequest": {"asked": "soon", "granted": "kept", "declined": "late"},
    "dialogue": {
        "planned": "wait",
        "noticed": "doing",
        "open": "soon",
        "closed": "kept",
        "cancelled": "late",
    },
    "conclusionnotice": {"draft": "soon", "published": "kept"},
    "commitment": {
        "assigned": "wait",
        "in_progress": "doing",
        "done": "doing",
        "confirmed": "kept",
        "reopened": "late",
    },
}
ICONS = {
    "held": "pause-circle-fill",
    "received": "envelope",
    "asked": "question-circle-fill",
    "moved_out": "arrow-right-circle-fill",
    "merged": "sign-merge-right",
    "refused": "x-circle-fill",
    "declined": "x-circle-fill",
    "referred": "arrow-right-circle-fill",
    "withdrawn": "arrow-counterclockwise",
    "cancelled": "x-circle-fill",
    "noticed": "megaphone-fill",
    "open": "circle",
    "draft": "pencil-fill",
    "done": "check-circle",
    "reopened": "arrow-counterclockwise",
}


@register.simple_tag
def state_badge(thing: Recorded) -> SafeString:
    """The state in its colour, with an icon and its word."""
    lifecycle = thing.lifecycle  # type: ignore[attr-defined]
    kind = KINDS[lifecycle.name][thing.state]
    return badge(kind, lifecycle.states(thing.state).label, ICONS.get(thing.state, ""))


@register.filter
def of_key(numbers: dict[int, int], key: int) -> int:
    """The number under this key; 0 when there is none."""
    return numbers.get(key, 0)
