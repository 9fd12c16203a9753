"""Finding a unit by what people write: old or new name, with or without marks, key or code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.time import short_date, today
from doithoai.places.models import Unit
from doithoai.places.queries.lineage import subtree_ids, today_map
from doithoai.places.queries.validity import is_valid, valid_on
from doithoai.places.rules import Reading, has_marks, is_spelled_like, readings, tidy_name

_NAMED_AT_MOST = 5  # candidates in a sentence


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit with the one of today that answers for it (itself when it is valid today)."""

    unit: Unit
    today: Unit


def unit_on(text: str, on: date, *, tier: str | None = None, within: Unit | None = None) -> Unit:
    """The unit that ``text`` means on a day: a key, a code, or a name.

    A name may lack marks and type word, may be shortened (“TT Phú Thái”) and may name the units
    above it after commas. ``within``: only units that are, or ever were, below this one.
    Raises Invalid with the candidates when none or several fit.
    """
    text = tidy_name(text)
    known = _known_as(text, tier=tier, within=within)
    fitting = _best([unit for unit in known if is_valid(unit, on)], text)
    if len(fitting) == 1:
        return fitting[0]
    words = {"text": text, "day": short_date(on)}
    if fitting:
        words["candidates"] = _listed(unit.full_name for unit in fitting)
        raise Invalid(_("“%(text)s” on %(day)s may mean several units: %(candidates)s.") % words)
    if not known:
        raise Invalid(_("No administrative unit is called “%(text)s”.") % words)
    words["candidates"] = _listed(_with_days(unit) for unit in _best(known, text))
    raise Invalid(_("There was no “%(text)s” on %(day)s. At other times: %(candidates)s.") % words)


def search_units(text: str, *, on: date | None = None, limit: int = 20) -> list[FoundUnit]:
    """Units of today and of the past whose name has ``text`` in it, best first.

    Names of units above may follow after commas, as in an address (“Cộng Hòa, Kim Thành”).
    Order: the whole name, its beginning, within it; units of today before those of the past.
    """
    text = tidy_name(text)
    name, *above = (part.strip() for part in text.split(","))
    wanted = list(readings(name))
    if not wanted[0].folded:
        return []
    units = _ranked(
        exact=_named(wanted, "folded_name"),
        prefix=_named(wanted, "folded_name__startswith"),
        contains=_named(wanted, "folded_name__contains") | Q(code=name),
    )
    units = units.filter(valid_on(on)) if on else units
    for part in filter(None, above):
        higher = [reading.folded for reading in readings(part)]
        units = units.filter(
            Q(parent__folded_name__in=higher) | Q(parent__parent__folded_name__in=higher)
        )
    found = list(units[:limit])
    now_ids = today_map(unit.pk for unit in found)
    now = Unit.objects.select_related("parent__parent").in_bulk(set(now_ids.values()))
    return [FoundUnit(unit, now[now_ids[unit.pk]]) for unit in found]


def _ranked(*, exact: Q, prefix: Q, contains: Q) -> QuerySet[Unit]:
    rank = Case(
        When(exact, then=Value(0)),
        When(prefix, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    is_past = Case(When(valid_on(today()), then=Value(0)), default=Value(1))
    return (
        Unit.objects.filter(contains)
        .select_related("parent__parent")
        .order_by(rank, is_past, F("valid_to").desc(nulls_first=True), "sort_name", "id")
    )


def _named(wanted: Iterable[Reading], lookup: str) -> Q:
    """Any of the readings; one that read a type word asks for the type too."""
    fits = Q()
    for reading in wanted:
        typed = {} if reading.type is None else {"type": reading.type}
        fits |= Q(**{lookup: reading.folded}, **typed)
    return fits


def _known_as(text: str, *, tier: str | None, within: Unit | None) -> list[Unit]:
    """Every unit, of any time, that the text may mean."""
    units = Unit.objects.select_related("parent__parent").order_by("sort_name", "id")
    if tier is not None:
        units = units.filter(tier=tier)
    if within is not None:
        units = units.filter(pk__in=subtree_ids(within))
    name, *above = (part.strip() for part in text.split(","))
    if not name:
        return []
    found = list(units.filter(_named(readings(name), "folded_name") | Q(key=text) | Q(code=text)))
    if not found and "-" in name:  # written as in an address: huyện-Kim-Thành
        found = list(units.filter(_named(readings(name.replace("-", " ")), "folded_name")))
    return [unit for unit in found if all(_is_below(unit, part) for part in above if part)]


def _is_below(unit: Unit, name: str) -> bool:
    wanted = {reading.folded for reading in readings(name)}
    above = unit.parent
    while above and above.folded_name not in wanted:
        above = above.parent
    return above is not None


def _best(units: list[Unit], text: str) -> list[Unit]:
    """Those with exactly the marks that were written, if marks were written and any has them."""
    name = text.split(",")[0].strip()
    if by_key := [unit for unit in units if unit.key == text]:
        return by_key
    spelled = [unit for unit in units if is_spelled_like(name, unit.bare_name)]
    return spelled if spelled and has_marks(name) else units


def _with_days(unit: Unit) -> str:
    begin = short_date(unit.valid_from) if unit.valid_from else "…"
    end = short_date(unit.valid_to) if unit.valid_to else "…"
    return f"{unit.name} ({begin} – {end})"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = "; …" if len(names) > _NAMED_AT_MOST else ""
    return "; ".join(names[:_NAMED_AT_MOST]) + more
