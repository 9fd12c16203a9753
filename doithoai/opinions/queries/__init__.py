"""Reading opinions and matters; every list starts from what the viewer may see."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from doithoai.kit.codes import as_printed, normalised
from doithoai.language.privacy import covered
from doithoai.opinions.codes import RECEIPT_PREFIX, receipt_digest
from doithoai.opinions.lifecycle import OFFICE_ALONE, UNLISTED, OpinionState
from doithoai.opinions.models import Channel, Matter, Opinion, Raising
from doithoai.opinions.typed_codes import matters_in, receipts_in
from doithoai.people.actors import Official
from doithoai.people.planned import PlannedFor
from doithoai.places.queries import with_merged
from doithoai.record.permissions import Permission


def opinions_for(official: Official) -> QuerySet[Opinion]:
    """Opinions of the units that the official works for, the longest waiting first.

    What is not decided yet is for those alone who decide: it may be a denunciation, and who
    denounces is a state secret (Quyết định 774/QĐ-TTg; Luật Tố cáo 25/2018/QH14).
    """
    decides = official.unit_ids(Permission.TRIAGE_OPINION)
    reads = official.unit_ids(Permission.VIEW_DESK)
    seen = Q(unit_id__in=decides)
    if reads - decides:
        seen |= Q(unit_id__in=reads - decides) & ~Q(state__in=OFFICE_ALONE)
    rows = Opinion.objects.filter(seen).select_related("unit", "village")
    return rows.order_by("received_at", "id")


def opinions_to_decide(official: Official) -> QuerySet[Opinion]:
    """Opinions of the units for which the official decides, with all that belongs to them."""
    return Opinion.objects.filter(unit_id__in=official.unit_ids(Permission.TRIAGE_OPINION))


def words_for(official: Official, opinion: Opinion, text: str) -> str:
    """A text of the opinion as this official may read it: whole for those who decide, for others
    without what leads to private persons.
    """
    return text if official.may(Permission.TRIAGE_OPINION, opinion) else covered(text)


def opinion_by_receipt(typed: str) -> Opinion | None:
    """The opinion whose receipt code was typed, in whatever manner; None when there is none."""
    if not normalised(typed).startswith(RECEIPT_PREFIX):
        return None
    rows = Opinion.objects.select_related("unit", "village")
    return _with_digests(rows, [receipt_digest(typed)])


def receipt_meant(typed: str) -> str:
    """The receipt code that is meant in a text, as it was printed; "" when there is none."""
    known = (one for one in receipts_in(typed) if opinion_by_receipt(one))
    return next(map(as_printed, known), "")


def opinion_with_receipt(official: Official, typed: str) -> Opinion | None:
    """The opinion whose receipt code was typed, if the official may read it."""
    digests = [receipt_digest(one) for one in receipts_in(typed)]
    return _with_digests(opinions_for(official), digests) if digests else None


def _with_digests(rows: QuerySet[Opinion], digests: list[bytes]) -> Opinion | None:
    """By its first receipt code, else by one that was given later."""
    first = rows.filter(receipt_digest__in=digests).first()
    return first or rows.filter(later_receipts__digest__in=digests).first()


def matters_for(official: Official) -> QuerySet[Matter]:
    """Matters of the units that the official reads; those too that no list shows."""
    return public_matters().filter(unit_id__in=official.unit_ids(Permission.VIEW_DESK))


def matter_by_code(typed: str) -> Matter | None:
    """The matter with this public code, in whatever manner it was typed, with words around it."""
    return public_matters().filter(code__in=matters_in(typed)).first()


def public_matters() -> QuerySet[Matter]:
    """Every matter is public: it holds only what the office wrote for the public."""
    return Matter.objects.select_related("unit", "village")


def opinion_counts(unit_ids: frozenset[int]) -> Mapping[str, int]:
    """How many opinions of these units are in each state."""
    rows = Opinion.objects.filter(unit_id__in=unit_ids).values_list("state")
    return dict(rows.annotate(count=Count("id")))


def count_received(official: Official) -> int:
    """How many opinions wait for this official's decision; told on every page of the desk."""
    return sum(count for (count,) in _RECEIVED.rows(official))


_RECEIVED: Final = PlannedFor(
    lambda official: (
        opinions_to_decide(official)
        .filter(state=OpinionState.RECEIVED)
        .order_by()
        .values("state")
        .annotate(n=Count("id"))
        .values_list("n")
    )
)


MATTER_LINE: Final = (
    "pk", "state", "code", "title", "field", "opened_at", "is_sample", "village__name",
    "unit__name", "raised",
)  # fmt: skip


def listed_matters() -> QuerySet[Matter]:
    """Every matter but those that are part of another one, or void."""
    return public_matters().select_related(None).exclude(state__in=UNLISTED)


def matter_lines(rows: QuerySet[Matter]) -> "QuerySet[Matter, Any]":
    """Rows as a list shows them, with the columns of ``MATTER_LINE``."""
    return with_raised(rows).values_list(*MATTER_LINE, named=True)


def merged_into(code: str) -> Matter:
    """The matter of which the one with this code is a part."""
    return Matter.objects.get(merged__code=code)


def with_raised(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Adds ``raised``, the number of opinions behind a matter; only shown rows are counted."""
    raisings = Raising.objects.filter(matter=OuterRef("pk")).order_by()
    return rows.annotate(
        raised=Subquery(raisings.values("matter").annotate(n=Count("pk")).values("n"))
    )


def listed_matters_for(official: Official) -> QuerySet[Matter]:
    """Of the matters that the official reads all but those that are none of their own."""
    return matters_for(official).exclude(state__in=UNLISTED)


def opinions_to_enter(official: Official) -> QuerySet[Opinion]:
    """Opinions of the units for which the official enters what people say."""
    rows = Opinion.objects.filter(unit_id__in=official.unit_ids(Permission.ENTER_OPINION))
    return rows.select_related("unit", "village")


def entered_for_villages(official: Official) -> QuerySet[Opinion]:
    """What heads of the official's villages entered, the newest first, with what it raised."""
    villages = {held.village_id for held in official.appointments if held.village_id}
    own = with_merged(villages)
    rows = Opinion.objects.filter(channel=Channel.VILLAGE_HEAD, village__in=own)
    rows = rows.select_related("unit", "village").prefetch_related("matters")
    return rows.order_by("-received_at", "-id")


def raisings_of(thing: Opinion | Matter) -> QuerySet[Raising]:
    """What the opinion raises, or what raised the matter."""
    which = Q(opinion=thing.pk) if isinstance(thing, Opinion) else Q(matter=thing.pk)
    return Raising.objects.filter(which).select_related("matter", "opinion", "moved_from")
