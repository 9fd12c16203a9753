"""A prepared query answers what its queryset answers, for every value."""

import pytest
from django.db.models import Count, QuerySet

from doithoai.kit.prepared import Prepared
from doithoai.opinions.models import Matter
from tests.factories import make_commune, make_matter


def _of_unit(unit: int) -> QuerySet[Matter]:
    rows = Matter.objects.filter(unit=unit).select_related("unit", "village")
    return rows.annotate(raised=Count("raisings")).order_by("id")


@pytest.mark.django_db
def test_it_answers_like_the_queryset_with_related_things_and_annotations() -> None:
    first, second = make_commune(), make_commune("Xã Lai Khê", "10756")
    made = [make_matter(first), make_matter(first, "Đèn đường"), make_matter(second)]
    prepared = Prepared(_of_unit, int)
    for commune, expected in ((first, made[:2]), (second, made[2:]), (first, made[:2])):
        found = prepared(commune.unit.pk)
        assert found == expected
        assert [row.unit.name for row in found] == [commune.unit.name] * len(expected)
        assert [vars(row)["raised"] for row in found] == [1] * len(expected)


@pytest.mark.django_db
def test_a_new_row_is_seen_and_words_are_values() -> None:
    commune = make_commune()
    by_title = Prepared(lambda title: Matter.objects.filter(title=title), str)
    assert by_title("Đèn đường") == []
    matter = make_matter(commune, "Đèn đường")
    assert by_title("Đèn đường") == [matter]
    assert by_title("' OR true --") == []


@pytest.mark.django_db
def test_a_value_that_does_not_reach_the_sql_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not a parameter"):
        Prepared(lambda _unit: Matter.objects.all(), int)(7)
