"""Opinions: the queue, entering one, and what becomes of one."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doithoai.deadlines.queries import due_dates
from doithoai.kit.errors import Invalid
from doithoai.kit.forms import ActionForm
from doithoai.kit.paging import Page, page_after
from doithoai.kit.vietnamese import clean
from doithoai.opinions.finding import Filters, found_opinions, search_opinions
from doithoai.opinions.forms import AcceptForm, EntryForm, ReferForm, RefuseForm
from doithoai.opinions.lifecycle import OpinionState
from doithoai.opinions.models import Opinion
from doithoai.opinions.queries import opinion_counts, opinions_for
from doithoai.people.queries import Official
from doithoai.record.queries import history
from doithoai.web.desk.access import DeskRequest, needs, require_move, units_required
from doithoai.web.desk.frame import desk_page
from doithoai.web.desk.history import told
from doithoai.web.desk.queue import ACCEPTANCE, with_due

MOST_LETTERS = 200


@require_safe
@units_required
def opinions(request: DeskRequest) -> HttpResponse:
    """The queue, the longest waiting first; with words, what answers them best first."""
    words = clean(request.GET.get("q", "")[:MOST_LETTERS]).strip()
    state = request.GET.get("state", "all" if words else OpinionState.RECEIVED)
    after = request.GET.get("after", "")
    page = (
        _found(request.official, words, state, after)
        if words
        else page_after(in_state(opinions_for(request.official), state), after, by="received_at")
    )
    counts = opinion_counts(request.official.unit_ids("view_desk"))
    context = {
        "page": page,
        "rows": with_due(page.rows),
        "words": words,
        "state": state,
        "states": [(one, counts.get(one, 0)) for one in OpinionState],
        "total": sum(counts.values()),
    }
    return desk_page(request, "opinions.html", context)


def _found(official: Official, words: str, state: str, after: str) -> Page[Opinion]:
    """The opinions that answer the words, best first."""
    in_state(Opinion.objects.none(), state)
    filters = Filters(state="" if state == "all" else state)
    found = search_opinions(words, official, filters, after=after)
    return Page(found_opinions(official, found.keys), found.next_key, not after)


def in_state(rows: QuerySet[Opinion], state: str) -> QuerySet[Opinion]:
    """Only those in ``state``; “all” for every one. Raises Invalid for an unknown word."""
    if state == "all":
        return rows
    if state not in OpinionState.values:
        raise Invalid(_("There is no such filter."))
    return rows.filter(state=state)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("enter_opinion")
def opinion_new(request: DeskRequest) -> HttpResponse:
    """The answer to the form is the receipt; sent twice, it is the same receipt."""
    form = EntryForm(request.POST or None, by=request.official)
    if form.is_valid() and (entered := form.enter(by=request.official)):
        opinion, receipt = entered
        return desk_page(request, "receipt.html", {"opinion": opinion, "receipt": receipt})
    return desk_page(request, "opinion_new.html", {"form": form}, form.status)


@require_safe
@units_required
def opinion(request: DeskRequest, pk: int) -> HttpResponse:
    return opinion_page(request, _opinion(request, pk))


def _opinion(request: DeskRequest, pk: int) -> Opinion:
    """As it is now: an action that was refused may have touched the one in memory."""
    return get_object_or_404(opinions_for(request.official), pk=pk)


def opinion_page(
    request: DeskRequest, opinion: Opinion, failed: str = "", form: ActionForm | None = None
) -> HttpResponse:
    """The opinion with the forms of its allowed moves; ``form`` is the one that was sent."""
    forms: dict[str, Any] = {}
    for one in opinion.lifecycle.allowed(opinion, by=request.official):
        forms[one.name] = form if one.name == failed else _empty_form(one.name, opinion)
    context = {
        "opinion": opinion,
        "forms": forms,
        "sent": failed,
        "form": form,
        "raisings": opinion.raisings.select_related("matter"),
        "due": due_dates({ACCEPTANCE: opinion.received_at}).get(ACCEPTANCE),
        "history": told(history(opinion, public_only=False), opinion.lifecycle),
    }
    return desk_page(request, "opinion.html", context, form.status if form else 200)


def _empty_form(move: str, opinion: Opinion) -> ActionForm:
    match move:
        case "accept":
            return AcceptForm(unit_id=opinion.unit_id, like=opinion.text)
        case "refer":
            return ReferForm(prefix="refer")
        case _:
            return RefuseForm(prefix="refuse")


def _to_decide(request: DeskRequest, pk: int, move: str) -> Opinion:
    found = _opinion(request, pk)
    require_move(request.official, move, found)
    return found


@require_POST
@units_required
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    found = _to_decide(request, pk, "accept")
    form = AcceptForm(request.POST, unit_id=found.unit_id, like=found.text)
    if form.is_valid() and form.perform(found, by=request.official):
        messages.success(request, _("The opinion is accepted."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, _opinion(request, pk), "accept", form)


@require_POST
@units_required
def refer(request: DeskRequest, pk: int) -> HttpResponse:
    found = _to_decide(request, pk, "refer")
    form = ReferForm(request.POST, prefix="refer")
    if form.is_valid() and form.perform(found, by=request.official):
        messages.success(request, _("The opinion is referred; its author reads where it went."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, _opinion(request, pk), "refer", form)


@require_POST
@units_required
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    found = _to_decide(request, pk, "refuse")
    form = RefuseForm(request.POST, prefix="refuse")
    if form.is_valid() and form.perform(found, by=request.official):
        messages.success(request, _("The opinion is refused; its author reads the reason."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, _opinion(request, pk), "refuse", form)
