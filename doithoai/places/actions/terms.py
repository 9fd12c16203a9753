"""Who holds the post of a head, and when."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from doithoai.kit.days import TERM
from doithoai.kit.errors import Invalid, WrongState
from doithoai.kit.time import VIET_NAM, short_date, today
from doithoai.places.actions.rights import require_right
from doithoai.places.models import Post, Term
from doithoai.places.rules import tidy_name
from doithoai.record.actions import action
from doithoai.record.models import Entry
from doithoai.record.moves import Actor
from doithoai.record.notes import note

ENTERED: Final = ("start", "end", "correct")
"""Steps in the history of a term that enter something of it."""
BEGUN: Final = ("start",)


@action
def start_term(
    *, post: Post, starts_on: date, by: Actor, holder: str = "", ends_on: date | None = None
) -> Term:
    """Somebody heads the unit from a day on; ``ends_on`` is the first day without the post.

    Raises Invalid when anybody else holds the post on one of these days.
    """
    require_right(by, post.unit)
    holder = _holder(holder)
    _require_days(starts_on, ends_on)
    post = _locked(post)
    _require_free(post, starts_on, ends_on)
    term = Term.objects.create(post=post, holder=holder, starts_on=starts_on, ends_on=ends_on)
    facts = {"post": post.pk, "starts_on": starts_on.isoformat()}
    note("term", "start", term.pk, by=by, unit=post.unit_id, facts=facts)
    return term


@action
def end_term(*, term: Term, ends_on: date, by: Actor) -> Term:
    """The term ends: ``ends_on`` is the first day without the post. A set end may come earlier."""
    term = _locked_term(term, by=by)
    TERM.require(ends_on, field="ends_on")
    if ends_on <= term.starts_on:
        raise Invalid(_("The term must end after it starts."), field="ends_on")
    if term.ends_on and ends_on > term.ends_on:
        words = {"day": short_date(term.ends_on)}
        raise Invalid(_("The term has already ended on %(day)s.") % words, field="ends_on")
    term.ends_on = ends_on
    term.save(update_fields=["ends_on"])
    facts = {"post": term.post_id, "ends_on": ends_on.isoformat()}
    note("term", "end", term.pk, by=by, unit=term.post.unit_id, facts=facts)
    return term


@action
def succeed(*, post: Post, starts_on: date, by: Actor, holder: str = "") -> Term:
    """The next head from a day on; a term that runs until then ends on it."""
    post = _locked(post)
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)
    if before := post.terms.filter(running, starts_on__lt=starts_on).first():
        end_term(term=before, ends_on=starts_on, by=by)
    return start_term(post=post, starts_on=starts_on, holder=holder, by=by)


@action
def correct_term(
    *, term: Term, starts_on: date, by: Actor, holder: str = "", ends_on: date | None = None
) -> Term:
    """Puts right what was entered of a term today; later it stands.

    Raises WrongState on a later day, Invalid as ``start_term``.
    """
    term = _locked_term(term, by=by)
    _require_fresh(term)
    holder = _holder(holder)
    _require_days(starts_on, ends_on)
    _require_free(term.post, starts_on, ends_on, but=term)
    Term.objects.filter(pk=term.pk).update(holder=holder, starts_on=starts_on, ends_on=ends_on)
    facts = {
        "post": term.post_id,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat() if ends_on else None,
    }
    note("term", "correct", term.pk, by=by, unit=term.post.unit_id, facts=facts)
    term.refresh_from_db()
    return term


@action
def take_back_term(*, term: Term, by: Actor) -> None:
    """A term that was begun today by mistake was never there; one that it ended runs on.

    Raises WrongState for one that was begun on an earlier day.
    """
    term = _locked_term(term, by=by)
    _require_fresh(term, moves=BEGUN)
    before = term.post.terms.filter(ends_on=term.starts_on).first()
    note("term", "take_back", term.pk, by=by, unit=term.post.unit_id, facts={"post": term.post_id})
    starts_on = term.starts_on
    term.delete()
    if before and changed_today([before]):
        Term.objects.filter(pk=before.pk).update(ends_on=None)
        facts = {"post": before.post_id, "ended_on": starts_on.isoformat()}
        note("term", "reopen", before.pk, by=by, unit=term.post.unit_id, facts=facts)


def changed_today(terms: Iterable[Term], moves: Sequence[str] = ENTERED) -> set[int]:
    """Keys of those of which something was entered today, and may be put right today."""
    morning = datetime.combine(today(), time.min, VIET_NAM)
    rows = Entry.objects.filter(life="term", thing__in=[term.pk for term in terms])
    return set(rows.filter(move__in=moves, at__gte=morning).values_list("thing", flat=True))


def _require_fresh(term: Term, **moves: Sequence[str]) -> None:
    if not changed_today([term], **moves):
        raise WrongState(_("A term is corrected on the day on which it was entered, not later."))


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)


def _locked_term(term: Term, *, by: Actor) -> Term:
    """The post is locked: whoever changes one of its terms waits for whoever changes another."""
    post = _locked(term.post)
    require_right(by, post.unit)
    found = post.terms.filter(pk=term.pk).first()
    if found is None:
        raise WrongState(_("This term was taken back."))
    found.post = post
    return found


def _holder(name: str) -> str:
    name = tidy_name(name)
    if len(name) > 120:
        raise Invalid(_("The name is longer than 120 letters."), field="holder")
    return name


def _require_days(starts_on: date, ends_on: date | None) -> None:
    TERM.require(starts_on, field="starts_on")
    TERM.require(ends_on, field="ends_on")
    if ends_on and ends_on <= starts_on:
        raise Invalid(_("The term must end after it starts."), field="ends_on")


def _require_free(
    post: Post, starts_on: date, ends_on: date | None, but: Term | None = None
) -> None:
    meets = Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)
    if ends_on:
        meets &= Q(starts_on__lt=ends_on)
    others = post.terms.filter(meets)
    if but:
        others = others.exclude(pk=but.pk)
    if other := others.order_by("starts_on").first():
        words = {"day": short_date(max(starts_on, other.starts_on))}
        raise Invalid(
            _("The post is held by somebody else on %(day)s; end that term first.") % words,
            field="starts_on",
        )
