"""Looking up: a receipt, a matter, words in a matter's title, a place by its old or new name."""

from typing import Any, Final

from django.db.models import BooleanField, Case, F, Func, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from doithoai.kit.vietnamese import fold
from doithoai.opinions.codes import receipt_as_printed
from doithoai.opinions.models import Matter
from doithoai.opinions.queries import matter_by_code, opinion_by_receipt
from doithoai.places.queries import search_units
from doithoai.web.asked import asked
from doithoai.web.public.lines import MATTER_COLUMNS, drawn, matter_line
from doithoai.web.public.matters import with_raised

_PLAIN: Final = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ",
    "d": "đ",
    "e": "èéẻẽẹêềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ",
}
_MARKED: Final = "".join(letters + letters.upper() for letters in _PLAIN.values())
_BARE: Final = "".join(plain * 2 * len(letters) for plain, letters in _PLAIN.items())
MOST: Final = 20
MOST_WORDS: Final = 8
NEWEST: Final = 5_000
"""So many titles are read through; there is no index of words yet."""


@require_GET
def look_up(request: HttpRequest) -> HttpResponse:
    """A code leads straight to its page; words give a list."""
    typed = asked(request, "q")["q"]
    if address := _address_of_code(typed):
        return redirect(address)
    context: dict[str, Any] = {"typed": typed, "lines": None, "places": []}
    if words := fold(typed).split()[:MOST_WORDS]:
        context["lines"] = drawn(_titled(words), matter_line)
        context["places"] = search_units(typed, limit=8)
    return render(request, "public/look_up.html", context)


def _address_of_code(typed: str) -> str:
    """Words are tried too: one matter's code in seven has no digit."""
    if opinion_by_receipt(typed):
        return reverse("receipt", args=[receipt_as_printed(typed)])
    found = matter_by_code(typed)
    return reverse("matter", args=[found.code]) if found else ""


def _titled(words: list[str]) -> QuerySet[Matter, Any]:
    """Matters with all the words in their titles; the words in a row first, then the newest."""
    newest = Matter.objects.order_by("-opened_at", "-id").values("pk")[:NEWEST]
    rows = Matter.objects.filter(pk__in=newest).annotate(plain=_without_marks("title"))
    for word in words:
        rows = rows.filter(plain__contains=word)
    in_a_row = Case(
        When(plain__contains=" ".join(words), then=True), default=False, output_field=BooleanField()
    )
    rows = rows.order_by(in_a_row.desc(), "-opened_at", "-id")
    return with_raised(rows).values_list(*MATTER_COLUMNS, named=True)[:MOST]


def _without_marks(column: str) -> Func:
    """The column folded by the database: it holds clean text in NFC."""
    lowered = Func(F(column), function="lower")
    return Func(lowered, Value(_MARKED), Value(_BARE), function="translate")
