"""Opinions: the queue, entering one, and what becomes of one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doithoai.deadlines.queries import due_dates
from doithoai.finding.suggestions import known_matters
from doithoai.kit.errors import NotAllowed
from doithoai.kit.forms import ActionForm
from doithoai.kit.paging import page_after
from doithoai.opinions.forms import (
    AcceptForm,
    EntryForm,
    MailForm,
    MattersForm,
    ReferForm,
    RefuseForm,
)
from doithoai.opinions.forms.bulk import DECISIONS
from doithoai.opinions.lifecycle import OpinionState
from doithoai.opinions.models import Opinion
from doithoai.opinions.queries import opinion_counts, opinions_for
from doithoai.opinions.queries.attachments import attachments_of
from doithoai.opinions.queries.data_rights import referral_of
from doithoai.opinions.queries.queue import ACCEPTANCE, alike_waiting, queue_of
from doithoai.record.queries import history
from doithoai.web.asked import asked
from doithoai.web.components.history import told
from doithoai.web.desk.access import DeskRequest, needs, require_move, units_required
from doithoai.web.desk.frame import desk_page
from doithoai.web.desk.opinion.forms_of import (
    beside,
    empty_form,
    hands,
    suggested_fields,
    template_words,
)
from doithoai.web.desk.opinion.privacy import panel
from doithoai.web.desk.opinion.queue import choices, wanted, with_due

FILTERS = ("state", "after", "due", "mine", "channel", "village", "round", "alike", "q", "field")


@require_safe
@units_required
def opinions(request: DeskRequest) -> HttpResponse:
    """The queue, the longest waiting first; of those alike only the first, with their number."""
    asked(request, *FILTERS)
    alike = alike_waiting(request.official)
    sought = wanted(request.GET, alike)
    rows = queue_of(request.official, sought)
    if not sought.keys:
        rows = rows.exclude(pk__in=[one for group in alike.values() for one in group[1:]])
    page = page_after(rows, request.GET.get("after", ""), by="received_at")
    context = {
        **_tabs(request),
        "page": page,
        "rows": with_due(page.rows),
        "alike": {} if sought.keys else {key: len(group) - 1 for key, group in alike.items()},
        "group": len(sought.keys),
        "filters": choices(request.official, request.GET),
        "state": "" if sought.keys or sought.before else request.GET.get("state", "received"),
        "decisions": DECISIONS if request.official.holds("triage_opinion") else {},
    }
    return desk_page(request, "opinions.html", context)


def _tabs(request: DeskRequest) -> dict[str, Any]:
    counts = opinion_counts(request.official.unit_ids("view_desk"))
    states = [(one, counts.get(one, 0)) for one in OpinionState]
    return {"states": states, "total": sum(counts.values())}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("enter_opinion")
def opinion_new(request: DeskRequest) -> HttpResponse:
    """The answer to the form is the receipt; sent twice, it is the same receipt."""
    form = EntryForm(request.POST or None, by=request.official)
    if form.is_valid() and (entered := form.enter(by=request.official)):
        opinion, receipt = entered
        return desk_page(request, "receipt.html", {"opinion": opinion, "receipt": receipt})
    context = {"form": form, "mail": MailForm() if form.takes_mail else None}
    return desk_page(request, "opinion_new.html", context, form.status)


@require_POST
@needs("enter_opinion")
def opinion_mail(request: DeskRequest) -> HttpResponse:
    """The form of an opinion with what an e-mail says in it, to look at and save."""
    mail = MailForm(request.POST, request.FILES)
    begun = mail.read() if mail.is_valid() else None
    form = EntryForm(by=request.official, initial=begun)
    if not form.takes_mail:
        raise NotAllowed(_("Your role does not allow this here."))
    context = {"form": form, "mail": mail, "is_from_mail": begun is not None}
    return desk_page(request, "opinion_new.html", context, mail.status)


@require_safe
@units_required
def opinion(request: DeskRequest, pk: int) -> HttpResponse:
    return opinion_page(request, opinion_of(request, pk))


def opinion_of(request: DeskRequest, pk: int) -> Opinion:
    """As it is now: an action that was refused may have touched the one in memory."""
    return get_object_or_404(
        opinions_for(request.official).select_related("taken_by", "round"), pk=pk
    )


def opinion_page(
    request: DeskRequest, opinion: Opinion, failed: str = "", form: ActionForm | None = None
) -> HttpResponse:
    """The opinion with the forms of its allowed moves; ``form`` is the one that was sent."""
    moves = [one.name for one in opinion.lifecycle.allowed(opinion, by=request.official)]
    words = template_words(request, moves)
    forms = {name: empty_form(name, opinion, request, words) for name in moves}
    if failed in forms:
        forms[failed] = form
    for one in forms.values():
        if isinstance(one, MattersForm):
            one.offer(known_matters(opinion.unit_id, opinion.text, one.sought))
    context = {
        **_known_of(request, opinion),
        "forms": {name: one for name, one in forms.items() if one},
        "moves": moves,
        "fields": suggested_fields(opinion) if "accept" in forms else [],
        "sent": failed,
        "form": form,
        **hands(request, opinion),
        **beside(request, opinion, words),
    }
    return desk_page(request, "opinion.html", context, form.status if form else 200)


def _known_of(request: DeskRequest, opinion: Opinion) -> dict[str, Any]:
    return {
        **panel(request, opinion),
        "slip": referral_of(opinion),
        "opinion": opinion,
        "attachments": attachments_of(opinion),
        "inquiries": opinion.inquiries.order_by("id"),
        "raisings": opinion.raisings.select_related("matter"),
        "due": due_dates({ACCEPTANCE: opinion.received_at}).get(ACCEPTANCE),
        "history": told(history(opinion, public_only=False), opinion.lifecycle),
    }


def to_decide(request: DeskRequest, pk: int, move: str) -> Opinion:
    found = opinion_of(request, pk)
    require_move(request.official, move, found)
    return found


@require_POST
@units_required
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    found = to_decide(request, pk, "accept")
    form = AcceptForm(request.POST, unit_id=found.unit_id)
    if form.is_valid() and form.perform(found, by=request.official):
        messages.success(request, _("The opinion is accepted."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, opinion_of(request, pk), "accept", form)


@require_POST
@units_required
def refer(request: DeskRequest, pk: int) -> HttpResponse:
    found = to_decide(request, pk, "refer")
    form = ReferForm(request.POST, prefix="refer")
    if form.is_valid() and form.perform(found, by=request.official):
        messages.success(request, _("The opinion is referred; its author reads where it went."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, opinion_of(request, pk), "refer", form)


@require_POST
@units_required
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    found = to_decide(request, pk, "refuse")
    form = RefuseForm(request.POST, prefix="refuse")
    if form.is_valid() and form.perform(found, by=request.official):
        messages.success(request, _("The opinion is refused; its author reads the reason."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, opinion_of(request, pk), "refuse", form)
