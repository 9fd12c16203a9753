"""Taking an opinion in hand and putting it back; matters put right after they were accepted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doithoai.kit.errors import Invalid
from doithoai.opinions.actions.hands import put_back, take_over
from doithoai.opinions.actions.triage import release_opinion
from doithoai.opinions.forms import AskForm, AttachForm
from doithoai.opinions.forms.sorting import MergeForm, WhyForm
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter
from doithoai.opinions.queries.queue import matters_to_sort
from doithoai.record.queries import history
from doithoai.web.components.history import told
from doithoai.web.desk.access import DeskRequest, needs, units_required
from doithoai.web.desk.frame import desk_page
from doithoai.web.desk.opinion.page import opinion_of, opinion_page, to_decide

TRIAGE = "triage_opinion"
MOST_LISTED = 200


@require_POST
@units_required
def take(request: DeskRequest, pk: int) -> HttpResponse:
    """``from``: the officer who has it, as the page showed, when it is taken from somebody."""
    found = to_decide(request, pk, "take_over")
    holder = request.POST.get("from", "")
    if holder and not (holder.isascii() and holder.isdigit() and len(holder) < 16):
        raise Invalid(_("There is no such filter."))
    take_over(found, by=request.official, instead_of=int(holder) if holder else None)
    messages.success(request, _("You have this opinion in hand; the others see it."))
    return redirect("desk:opinion", pk)


@require_POST
@units_required
def give_back(request: DeskRequest, pk: int) -> HttpResponse:
    put_back(to_decide(request, pk, "put_back"), by=request.official)
    messages.success(request, _("The opinion is free for others."))
    return redirect("desk:opinion", pk)


@require_POST
@units_required
def release(request: DeskRequest, pk: int) -> HttpResponse:
    release_opinion(to_decide(request, pk, "release"), by=request.official)
    messages.success(request, _("The opinion is let through; it waits in the queue."))
    return redirect("desk:opinion", pk)


@require_POST
@units_required
def ask(request: DeskRequest, pk: int) -> HttpResponse:
    found = to_decide(request, pk, "ask")
    form = AskForm(request.POST, prefix="ask")
    if form.is_valid() and form.perform(found, by=request.official):
        messages.success(request, _("The question is asked; the author sees it at the receipt."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, opinion_of(request, pk), "ask", form)


@require_POST
@units_required
def attach(request: DeskRequest, pk: int) -> HttpResponse:
    found = to_decide(request, pk, "attach")
    form = AttachForm(request.POST, unit_id=found.unit_id)
    if form.is_valid() and form.perform(found, by=request.official):
        messages.success(request, _("The matter is added."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, opinion_of(request, pk), "attach", form)


@require_POST
@units_required
def detach(request: DeskRequest, pk: int, matter: int) -> HttpResponse:
    found = to_decide(request, pk, "detach")
    raised = get_object_or_404(Matter, pk=matter, raisings__opinion=found)
    form = WhyForm(request.POST)
    if form.is_valid() and form.detach(found, raised, by=request.official):
        messages.success(request, _("The matter is taken away from this opinion."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, opinion_of(request, pk), "detach", form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(TRIAGE)
def matter_sort(request: DeskRequest, pk: int) -> HttpResponse:
    """A matter that waits: merge it into another; a merged one: undo that."""
    found = get_object_or_404(matters_to_sort(request.official), pk=pk)
    is_merged = found.state == MatterState.MERGED
    data = request.POST if request.method == "POST" else None
    form = WhyForm(data) if is_merged else MergeForm(data, by=request.official)
    if form.is_valid() and _sort(form, found, request):
        messages.success(request, _("Done; it can be undone on this page."))
        return redirect("desk:matter_sort", pk)
    return _matter_page(request, get_object_or_404(Matter, pk=pk), form)


def _sort(form: WhyForm, matter: Matter, request: DeskRequest) -> bool:
    if isinstance(form, MergeForm):
        return form.merge(matter, by=request.official)
    return form.unmerge(matter, by=request.official)


def _matter_page(request: DeskRequest, matter: Matter, form: WhyForm) -> HttpResponse:
    waiting = matters_to_sort(request.official).filter(state=MatterState.OPEN)
    context = {
        "matter": matter,
        "form": form,
        "is_merge": isinstance(form, MergeForm),
        "known": waiting.exclude(pk=matter.pk).order_by("-opened_at", "-id")[:MOST_LISTED],
        "parts": matter.merged.all(),
        "raisings": matter.raisings.select_related("opinion", "moved_from")[:MOST_LISTED],
        "history": told(history(matter, public_only=False), matter.lifecycle),
    }
    return desk_page(request, "matter_sort.html", context, form.status)
