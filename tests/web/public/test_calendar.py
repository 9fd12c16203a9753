"""Dialogues in the calendars of people's telephones."""

from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from doithoai.dialogues.actions import cancel_dialogue
from doithoai.dialogues.models import Dialogue
from tests.factories import Commune, make_commune, make_dialogue


def test_the_feed_has_every_announced_dialogue(commune: Commune, visitor: Client) -> None:
    dialogue = make_dialogue(commune)
    make_dialogue(commune, state="planned")
    answer = visitor.get(reverse("dialogues_calendar"))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == dialogue.starts_at.replace(microsecond=0)
    assert str(event["summary"]) == dialogue.title
    assert str(event["status"]) == "CONFIRMED"


def test_a_cancelled_dialogue_vanishes_from_calendars(commune: Commune, visitor: Client) -> None:
    dialogue = make_dialogue(commune)
    cancel_dialogue(dialogue, by=commune["office"], reason="Bão.")
    [event] = Calendar.from_ical(
        visitor.get(reverse("dialogue_calendar", args=[dialogue.pk])).content
    ).walk("VEVENT")
    assert str(event["status"]) == "CANCELLED"


def test_one_unit_only(commune: Commune, visitor: Client) -> None:
    other = make_commune("Xã Phú Thái", "10806")
    make_dialogue(commune)
    make_dialogue(other)
    answer = visitor.get(reverse("dialogues_calendar"), {"unit": other.unit.key})
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1


def test_a_dialogue_without_an_hour_is_a_day(commune: Commune, visitor: Client) -> None:
    dialogue = make_dialogue(commune)
    Dialogue.objects.filter(pk=dialogue.pk).update(has_time_of_day=False)
    answer = visitor.get(reverse("dialogue_calendar", args=[dialogue.pk]))
    assert b"DTSTART;VALUE=DATE" in answer.content
