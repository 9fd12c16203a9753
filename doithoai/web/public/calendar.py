"""Dialogues for the calendar of a telephone or a computer (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event

from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import public_dialogues
from doithoai.dossiers.path import local_day
from doithoai.kit.time import VIET_NAM, now
from doithoai.places.rules import with_unit
from doithoai.web.asked import asked
from doithoai.web.public.areas import area, covered_ids

LENGTH: Final = timedelta(hours=3)
PAST: Final = timedelta(days=30)
MOST: Final = 300


@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """Dialogues to come and of the last month; cancelled ones too, so that they vanish."""
    rows = public_dialogues().filter(starts_at__gte=now() - PAST)
    if place := area(asked(request, "unit")["unit"]):
        rows = rows.filter(unit_id__in=covered_ids(place))
    return _answer(request, rows[:MOST], "doi-thoai.ics")


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    found = public_dialogues().filter(pk=pk).first()
    if found is None:
        raise Http404
    return _answer(request, [found], f"doi-thoai-{pk}.ics")


def _answer(request: HttpRequest, dialogues: Iterable[Dialogue], name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Doi Thoai//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Dialogue calendar"))
    for dialogue in dialogues:
        calendar.add_component(_event(request, dialogue))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _event(request: HttpRequest, dialogue: Any) -> Event:
    event = Event()
    event.add("uid", f"dialogue-{dialogue.pk}@{request.get_host()}")
    event.add("dtstamp", dialogue.noticed_at or dialogue.starts_at)
    if dialogue.has_time_of_day:
        begin = dialogue.starts_at.astimezone(VIET_NAM)
        event.add("dtstart", dialogue.starts_at)
        event.add("dtend", max(dialogue.closed_at or begin, begin + LENGTH))
    else:
        event.add("dtstart", local_day(dialogue.starts_at))
    event.add("summary", dialogue.title)
    event.add("location", with_unit(dialogue.place, dialogue.unit.name))
    event.add("description", dialogue.how_to_attend)
    event.add("url", request.build_absolute_uri(reverse("dialogue", args=[dialogue.pk])))
    is_off = dialogue.state == DialogueState.CANCELLED
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    return event
