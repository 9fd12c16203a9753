"""Rounds of collection and the ready answers of an office."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from doithoai.kit.days import ROUND
from doithoai.kit.errors import Invalid, NotAllowed
from doithoai.kit.texts import required_line, required_text
from doithoai.opinions.actions.entering import require_villages
from doithoai.opinions.models import AnswerTemplate, CollectionRound
from doithoai.opinions.rules import SLIPS
from doithoai.places.models import Unit, Village
from doithoai.record.actions import action
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

LONGEST_TITLE = 200
LONGEST_TEMPLATE_TITLE = 120
LONGEST_TEMPLATE = 1000


def _require(by: Actor, permission: Permission, unit: Unit) -> None:
    if not by.may(permission, unit):
        raise NotAllowed(_("Your role does not open this page."))


@action
def open_round(
    *,
    by: Actor,
    unit: Unit,
    title: str,
    opens_on: date,
    closes_on: date,
    villages: Iterable[Village] = (),
    is_sample: bool = False,
) -> CollectionRound:
    """A round for these villages; without any, for the whole unit."""
    found = CollectionRound(unit=unit, is_sample=is_sample)
    return _keep_round(found, by, title, opens_on, closes_on, villages)


@action
def change_round(
    found: CollectionRound,
    *,
    by: Actor,
    title: str,
    opens_on: date,
    closes_on: date,
    villages: Iterable[Village] = (),
) -> CollectionRound:
    """Another title, other days or villages; opinions that came in stay in the round."""
    return _keep_round(found, by, title, opens_on, closes_on, villages)


def _keep_round(
    found: CollectionRound,
    by: Actor,
    title: str,
    opens_on: date,
    closes_on: date,
    villages: Iterable[Village],
) -> CollectionRound:
    _require(by, Permission.COLLECT_OPINIONS, found.unit)
    found.title = required_line(title, field="title", longest=LONGEST_TITLE)
    ROUND.require(opens_on, field="opens_on")
    ROUND.require(closes_on, field="closes_on")
    if closes_on < opens_on:
        raise Invalid(_("The round ends before it begins."), field="closes_on")
    villages = list(villages)
    require_villages(found.unit, villages, field="villages")
    found.opens_on, found.closes_on = opens_on, closes_on
    found.save()
    found.villages.set(villages)
    return found


@action
def keep_template(
    *,
    by: Actor,
    unit: Unit,
    use: str,
    title: str,
    body: str,
    procedure: str = "",
    template: AnswerTemplate | None = None,
) -> AnswerTemplate:
    """A new ready answer of the office, or ``template`` with other words.

    ``procedure``: where a referral with it leads; empty when that is chosen each time.
    """
    _require(by, Permission.TRIAGE_OPINION, template.unit if template else unit)
    if use not in AnswerTemplate.Use.values:
        raise Invalid(_("There is no such filter."), field="use")
    if procedure and (use != AnswerTemplate.Use.REFER or procedure not in SLIPS):
        raise Invalid(_("Only a referral leads to a procedure."), field="procedure")
    kept = template or AnswerTemplate(unit=unit)
    kept.use, kept.procedure = use, procedure
    kept.title = required_line(title, field="title", longest=LONGEST_TEMPLATE_TITLE)
    kept.body = required_text(body, field="body", longest=LONGEST_TEMPLATE)
    same = AnswerTemplate.objects.filter(unit=kept.unit, use=use, title=kept.title)
    if same.exclude(pk=kept.pk).exists():
        raise Invalid(_("There is already a template of this name."), field="title")
    kept.save()
    return kept


@action
def drop_template(template: AnswerTemplate, *, by: Actor) -> None:
    _require(by, Permission.TRIAGE_OPINION, template.unit)
    template.delete()


@action
def load_templates(unit: Unit, rows: Iterable[Mapping[str, str]]) -> int:
    """The ready answers that a new office begins with, by field; how many were new."""
    kept = [AnswerTemplate(unit=unit, **row) for row in rows]
    before = AnswerTemplate.objects.filter(unit=unit).count()
    AnswerTemplate.objects.bulk_create(kept, ignore_conflicts=True)
    return AnswerTemplate.objects.filter(unit=unit).count() - before
