"""What of conclusions is public: parts that pages compose, one JSON value a row.

A draft is the office's own: it is in none of them until a head publishes it.
"""

from typing import Any

from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONArray, JSONObject

from doithoai.conclusions.lifecycle import NoticeState
from doithoai.conclusions.models import ConclusionNotice, Resolution
from doithoai.conclusions.queries import public_notices

LEAD = Coalesce("lead__name", Value(""))


def public_notice(dialogue: OuterRef | int) -> QuerySet[ConclusionNotice, Any]:
    """The conclusion notice of a dialogue; at most one row."""
    told = JSONObject(number="number", assessment="assessment", published_at="published_at")
    return public_notices().filter(dialogue=dialogue).values(row=told)


def resolutions_at(dialogue: OuterRef | int) -> QuerySet[Resolution, Any]:
    """What was concluded at a dialogue, in no order.

    Each is told by the key of its matter, outcome, text, agency, due date and receiver.
    """
    told = JSONArray("matter", "outcome", "text", LEAD, "due_on", "receiver")
    return _published().filter(notice__dialogue=dialogue).values(row=told)


def resolutions_on(matter: OuterRef | int) -> QuerySet[Resolution, Any]:
    """What was concluded on a matter, the earliest first."""
    told = JSONObject(
        outcome="outcome",
        text="text",
        receiver="receiver",
        lead=LEAD,
        number="notice__number",
        published_at="notice__published_at",
        dialogue="notice__dialogue_id",
    )
    rows = _published().filter(matter=matter).order_by("notice__published_at", "id")
    return rows.values(row=told)


def _published() -> QuerySet[Resolution]:
    return Resolution.objects.filter(notice__state=NoticeState.PUBLISHED)
