"""The administrator's page of the heads of a unit: who holds which post, and when."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.people.forms import HeadChangeForm
from doithoai.people.models import Appointment
from doithoai.people.queries import administered_units, head_appointments
from doithoai.places.actions import take_back_term
from doithoai.places.actions.terms import BEGUN, changed_today
from doithoai.places.forms import TermCorrectForm, TermEndForm
from doithoai.places.models import Post, Term
from doithoai.places.queries.people import posts_of, terms_of
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page


class TermLine(NamedTuple):
    """``end`` is None where the end is set, ``correct`` for a term of which nothing is of today."""

    term: Term
    end: ActionForm | None
    correct: ActionForm | None
    is_begun_today: bool


class PostCard(NamedTuple):
    """``now`` holds the post today; ``roles`` act as this head, today or later."""

    post: Post
    now: Term | None
    terms: list[TermLine]
    roles: list[Appointment]
    change: ActionForm


@require_safe
@needs(Permission.MANAGE_OFFICE)
def heads(request: DeskRequest) -> HttpResponse:
    return _page(request)


def _page(request: DeskRequest, sent: ActionForm | None = None) -> HttpResponse:
    """``sent`` was refused and is shown again where it stands."""
    units = administered_units(request.official)
    terms = list(terms_of(units))
    fresh = changed_today(terms)
    cards = [
        _card(post, [term for term in terms if term.post_id == post.pk], fresh, sent)
        for post in posts_of(units)
    ]
    status = sent.status if sent else 200
    return desk_page(request, "heads.html", {"cards": cards, "sent": sent}, status)


def _card(post: Post, terms: Sequence[Term], fresh: set[int], sent: ActionForm | None) -> PostCard:
    day = today()
    begun = changed_today(terms, BEGUN)
    lines = [
        TermLine(
            term,
            _again(TermEndForm(term=term), sent) if term.ends_on is None else None,
            _again(TermCorrectForm(term=term), sent) if term.pk in fresh else None,
            term.pk in begun,
        )
        for term in terms
    ]
    held = (one for one in terms if one.starts_on <= day and (not one.ends_on or one.ends_on > day))
    roles = list(head_appointments(post, day))
    return PostCard(post, next(held, None), lines, roles, _again(HeadChangeForm(post=post), sent))


def _again(form: ActionForm, sent: ActionForm | None) -> ActionForm:
    return sent if sent and sent.prefix == form.prefix else form


@require_POST
@needs(Permission.MANAGE_OFFICE)
def change(request: DeskRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(posts_of(administered_units(request.official)), pk=pk)
    form = HeadChangeForm(request.POST, post=post)
    return _answer(request, form, _("The term of the next head is entered."))


@require_POST
@needs(Permission.MANAGE_OFFICE)
def end(request: DeskRequest, pk: int) -> HttpResponse:
    form = TermEndForm(request.POST, term=_term(request, pk))
    return _answer(request, form, _("The term ends on that day."))


@require_POST
@needs(Permission.MANAGE_OFFICE)
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    form = TermCorrectForm(request.POST, term=_term(request, pk))
    return _answer(request, form, _("The term is corrected."))


def _answer(
    request: DeskRequest, form: HeadChangeForm | TermEndForm | TermCorrectForm, done: str
) -> HttpResponse:
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, done)
        return redirect("desk:heads")
    return _page(request, form)


@require_POST
@needs(Permission.MANAGE_OFFICE)
def take_back(request: DeskRequest, pk: int) -> HttpResponse:
    take_back_term(term=_term(request, pk), by=request.official)
    messages.success(request, _("The term is taken back; the one before it runs on."))
    return redirect("desk:heads")


def _term(request: DeskRequest, pk: int) -> Term:
    return get_object_or_404(terms_of(administered_units(request.official)), pk=pk)
