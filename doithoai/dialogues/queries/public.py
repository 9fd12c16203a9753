"""What of dialogues is public: parts that pages compose, one JSON value a row.

Lists that may be long have arrays for rows: fifty times the names of ten fields is half a page.

``public_dialogues`` says which of them people know; a matter also tells that it was put to one
that is still planned, and pages say no more of that than that its notice follows.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONArray, JSONObject

from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import AgendaItem, Announcement, Dialogue, DialogueTally, Turn
from doithoai.dialogues.queries import on_possible_days, public_dialogues
from doithoai.opinions.models import Raising
from doithoai.opinions.queries.public import public_raisings
from doithoai.places.models import Term


def public_dialogue(pk: int) -> QuerySet[Dialogue]:
    """The dialogue when the public may know of it; adds ``told``."""
    villages = Dialogue.villages.through.objects.filter(dialogue=OuterRef("pk"))
    day = OuterRef("starts_at__date")
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    headed = Term.objects.filter(lasting, post=OuterRef("chair"), starts_on__lte=day)
    told = JSONObject(
        pk="pk",
        state="state",
        title="title",
        form="form",
        mode="mode",
        starts_at="starts_at",
        has_time_of_day="has_time_of_day",
        place="place",
        how_to_attend="how_to_attend",
        noticed_at="noticed_at",
        closed_at="closed_at",
        attendees="attendees",
        is_imported=Q(register_key__isnull=False),
        is_sample="is_sample",
        unit_id="unit_id",
        unit="unit__name",
        unit_key="unit__key",
        chair="chair__title",
        chair_holder=Coalesce(Subquery(headed.values("holder")[:1]), Value("")),
        villages=ArraySubquery(villages.order_by("village__sort_name").values("village__name")),
    )
    return public_dialogues().filter(pk=pk).order_by().annotate(told=told)


def public_announcements(dialogue: OuterRef | int) -> QuerySet[Announcement, Any]:
    """Where and on which day the notice was published, in the order of the days."""
    rows = Announcement.objects.filter(dialogue=dialogue).order_by("on", "id")
    return rows.values(row=JSONObject(means="means", on="on"))


def public_tally(dialogue: OuterRef | int) -> QuerySet[DialogueTally, Any]:
    """What a register reports of the dialogue; at most one row."""
    told = JSONObject(
        opinions="opinions",
        matters="matters",
        answered_on_the_spot="answered_on_the_spot",
        assigned="assigned",
        passed_on="passed_on",
        conclusion_number="conclusion_number",
    )
    return DialogueTally.objects.filter(dialogue=dialogue).values(row=told)


def public_agenda(dialogue: OuterRef | int) -> QuerySet[AgendaItem, Any]:
    """The matters of the dialogue in their order.

    Each is told by its key, position, whether it was raised there, code, title and village.
    """
    village = Coalesce("matter__village__name", Value(""))
    told = JSONArray("matter", "position", "is_live", "matter__code", "matter__title", village)
    return AgendaItem.objects.filter(dialogue=dialogue).order_by("position").values(row=told)


def public_turns(dialogue: OuterRef | int) -> QuerySet[Turn, Any]:
    """Who spoke, by village only, and what was answered, in the order of the meeting.

    Each turn is told by its position, village, answer, who answered, and what it raised.
    """
    village = Coalesce("opinion__village__name", Value(""))
    raised = ArraySubquery(public_raisings(OuterRef("opinion_id")))
    told = JSONArray("position", village, "answer", "answered_by", raised)
    return Turn.objects.filter(dialogue=dialogue).order_by("position").values(row=told)


def dialogues_on(matter: OuterRef | int) -> QuerySet[AgendaItem, Any]:
    """The dialogues to which a matter was put, the earliest first; none that was cancelled."""
    known = AgendaItem.objects.filter(on_possible_days("dialogue__"), matter=matter)
    rows = known.exclude(dialogue__state=DialogueState.CANCELLED)
    told = JSONObject(
        pk="dialogue_id",
        title="dialogue__title",
        state="dialogue__state",
        starts_at="dialogue__starts_at",
        closed_at="dialogue__closed_at",
        chair="dialogue__chair__title",
        unit_id="dialogue__unit_id",
        unit="dialogue__unit__name",
    )
    return rows.order_by("dialogue__starts_at", "dialogue_id").values(row=told)


def voices_on(matter: OuterRef | int) -> QuerySet[Raising, Any]:
    """What people said of a matter and what a dialogue answered, the first opinion first.

    Only the words that the office chose for everybody; an opinion without any is there for its
    answer. ``answered`` is null where nobody answered.
    """
    turns = Turn.objects.filter(on_possible_days("dialogue__"), opinion=OuterRef("opinion_id"))
    answers = turns.exclude(answer="").order_by()
    answered = JSONObject(answer="answer", answered_by="answered_by", at="dialogue__starts_at")
    told = JSONObject(
        at="opinion__received_at",
        channel="opinion__channel",
        place=Coalesce("opinion__village__name", Value("")),
        quote="quote",
        answered=Subquery(answers.values(row=answered)),
    )
    rows = Raising.objects.filter(~Q(quote="") | Exists(answers), matter=matter)
    return rows.order_by("opinion__received_at", "opinion_id").values(row=told)
