"""A matter put right after it was accepted: merged into another, and that undone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doithoai.opinions.forms.sorting import MergeForm, SortForm, UnmergeForm
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter
from doithoai.opinions.queries.queue import matters_to_sort
from doithoai.record.permissions import Permission
from doithoai.record.queries import history
from doithoai.web.components.history import told
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.frame import desk_page

MOST_LISTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TRIAGE_OPINION)
def matter_sort(request: DeskRequest, pk: int) -> HttpResponse:
    """A matter that waits: merge it into another; a merged one: undo that."""
    found = get_object_or_404(matters_to_sort(request.official), pk=pk)
    is_merged = found.state == MatterState.MERGED
    data = request.POST if request.method == "POST" else None
    kind = UnmergeForm if is_merged else MergeForm
    form = kind(data, matter=found, by=request.official)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("Done; it can be undone on this page."))
        return redirect("desk:matter_sort", pk)
    return _matter_page(request, get_object_or_404(Matter, pk=pk), form)


def _matter_page(request: DeskRequest, matter: Matter, form: SortForm) -> HttpResponse:
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
