"""Heads of units: their posts and who holds them when."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from doithoai.kit.days import TERM
from doithoai.kit.errors import Invalid
from doithoai.kit.time import short_date
from doithoai.places.actions.rights import require_right
from doithoai.places.models import Post, Term, Unit
from doithoai.places.rules import government_title, party_title, tidy_name
from doithoai.record.actions import action
from doithoai.record.moves import Actor
from doithoai.record.notes import note


@action
def ensure_posts(*, unit: Unit, by: Actor) -> tuple[Post, Post]:
    """The two heads of a unit (Party committee, government); those it has are left as they are."""
    require_right(by, unit)
    titles = {
        Post.Kind.PARTY: party_title(unit.type, unit.bare_name),
        Post.Kind.GOVERNMENT: government_title(unit.type, unit.bare_name),
    }
    party, government = (_post(unit, kind, title, by) for kind, title in titles.items())
    return party, government


def _post(unit: Unit, kind: str, title: str, by: Actor) -> Post:
    post, is_new = Post.objects.get_or_create(unit=unit, kind=kind, defaults={"title": title})
    if is_new:
        note("post", "add", post.pk, by=by, unit=unit.pk, facts={"title": title})
    return post


@action
def start_term(
    *, post: Post, starts_on: date, by: Actor, holder: str = "", ends_on: date | None = None
) -> Term:
    """Somebody heads the unit from a day on; ``ends_on`` is the first day without the post.

    Raises Invalid when anybody else holds the post on one of these days.
    """
    require_right(by, post.unit)
    holder = tidy_name(holder)
    if len(holder) > 120:
        raise Invalid(_("The name is longer than 120 letters."), field="holder")
    TERM.require(starts_on, field="starts_on")
    TERM.require(ends_on, field="ends_on")
    if ends_on and ends_on <= starts_on:
        raise Invalid(_("The term must end after it starts."), field="ends_on")
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    _require_free(post, starts_on, ends_on)
    term = Term.objects.create(post=post, holder=holder, starts_on=starts_on, ends_on=ends_on)
    facts = {"post": post.pk, "starts_on": starts_on.isoformat()}
    note("term", "start", term.pk, by=by, unit=post.unit_id, facts=facts)
    return term


@action
def end_term(*, term: Term, ends_on: date, by: Actor) -> Term:
    """The term ends: ``ends_on`` is the first day without the post. A set end may come earlier."""
    term = Term.objects.select_for_update(of=("self",)).select_related("post__unit").get(pk=term.pk)
    require_right(by, term.post.unit)
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


def _require_free(post: Post, starts_on: date, ends_on: date | None) -> None:
    meets = Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)
    if ends_on:
        meets &= Q(starts_on__lt=ends_on)
    if other := post.terms.filter(meets).order_by("starts_on").first():
        words = {"day": short_date(max(starts_on, other.starts_on))}
        raise Invalid(
            _("The post is held by somebody else on %(day)s; end that term first.") % words,
            field="starts_on",
        )
