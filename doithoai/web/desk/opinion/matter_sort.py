"""A matter put right after it was accepted: corrected, merged into another, and that undone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doithoai.opinions.forms.sorting import CorrectForm, MergeForm, SortForm, UnmergeForm
from doithoai.opinions.models import Matter
from doithoai.opinions.queries import raisings_of
from doithoai.opinions.queries.queue import matters_to_merge_into, matters_to_sort
from doithoai.record.permissions import Permission
from doithoai.record.queries import history
from doithoai.web.components.history import told
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page

MOST_LISTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TRIAGE_OPINION)
def matter_sort(request: DeskRequest, pk: int) -> HttpResponse:
    """A matter that waits: merge it into another; a merged one: undo that."""
    found = get_object_or_404(matters_to_sort(request.official), pk=pk)
    data = request.POST if request.method == "POST" else None
    kind = UnmergeForm if found.is_merged else MergeForm
    form = kind(data, matter=found, by=request.official)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("Done; it can be undone on this page."))
        return redirect("desk:matter_sort", pk)
    return _matter_page(request, get_object_or_404(matters_to_sort(request.official), pk=pk), form)


@require_POST
@needs(Permission.TRIAGE_OPINION)
def matter_correct(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(matters_to_sort(request.official), pk=pk)
    correct = CorrectForm(request.POST, matter=found, by=request.official)
    if correct.is_valid() and correct.save(by=request.official):
        messages.success(request, _("Corrected; the public reads that it was, and why."))
        return redirect("desk:matter_sort", pk)
    kind = UnmergeForm if found.is_merged else MergeForm
    return _matter_page(request, found, kind(matter=found, by=request.official), correct)


def _matter_page(
    request: DeskRequest, matter: Matter, form: SortForm, correct: CorrectForm | None = None
) -> HttpResponse:
    """``correct`` was sent with something that cannot be."""
    context = {
        "matter": matter,
        "form": form,
        "correct": correct or CorrectForm(matter=matter, by=request.official),
        "is_merge": isinstance(form, MergeForm),
        "known": matters_to_merge_into(request.official, but=matter)[:MOST_LISTED],
        "parts": matter.merged.all(),
        "raisings": raisings_of(matter)[:MOST_LISTED],
        "history": told(history(matter, public_only=False), matter.lifecycle),
    }
    return desk_page(request, "matter_sort.html", context, (correct or form).status)
