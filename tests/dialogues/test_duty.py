"""The yearly duty of the heads: counted for the post, in the year, by the rule in force."""

from datetime import timedelta

import pytest

from doithoai.deadlines.models import DeadlineRule
from doithoai.deadlines.queries import rule_on
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.queries.duty import YearlyDuty, yearly_duties
from doithoai.kit.time import as_of, now, today
from doithoai.people.roles import RoleName
from doithoai.places.models import Term
from tests.factories import Commune, make_commune, make_dialogue, make_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    make_rules()
    return make_commune()


def rule_of_today() -> DeadlineRule | None:
    return rule_on(RuleCode.YEARLY_DIALOGUE, today())


def duty_of_party(commune: Commune) -> YearlyDuty:
    found = yearly_duties([commune.unit.pk], rule_of_today())
    return next(one for one in found if one.title == commune.party_post.title)


def test_a_dialogue_that_was_held_counts_for_the_post_that_chaired_it(commune: Commune) -> None:
    make_dialogue(commune, state="closed")
    make_dialogue(commune, state="open")
    government, party = yearly_duties([commune.unit.pk], rule_of_today())
    assert (party.title, party.held) == (commune.party_post.title, 1)
    assert (government.title, government.held) == (commune.government_post.title, 0)
    assert (government.share, government.is_kept) == (0, False)
    assert party.wanted
    assert party.legal_basis


def test_last_year_does_not_count(commune: Commune) -> None:
    with as_of(now() - timedelta(days=400)):
        commune[RoleName.PARTY_HEAD]
        make_dialogue(commune, state="closed")
    assert duty_of_party(commune).held == 0


def test_who_holds_the_post_today_is_named(commune: Commune) -> None:
    day = today()
    Term.objects.create(
        post=commune.party_post, holder="Ông A", starts_on=day - timedelta(days=90), ends_on=day
    )
    assert duty_of_party(commune).holder == ""
    Term.objects.create(post=commune.party_post, holder="Bà B", starts_on=day)
    assert duty_of_party(commune).holder == "Bà B"


def test_a_unit_of_the_past_owes_nothing(commune: Commune) -> None:
    commune.unit.valid_to = today()
    commune.unit.save()
    assert (duty_of_party(commune).wanted, duty_of_party(commune).legal_basis) == (0, "")


def test_without_a_rule_nothing_is_owed(commune: Commune) -> None:
    assert {one.wanted for one in yearly_duties([commune.unit.pk], None)} == {0}
