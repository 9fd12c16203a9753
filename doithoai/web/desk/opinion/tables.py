"""Bringing a table of opinions: choose the file, look at what was read, take it over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doithoai.opinions.actions.tables import READ, drop_table, is_stuck, take_over_table
from doithoai.opinions.forms.tables import ChoiceForm, TableForm
from doithoai.opinions.models import TableImport
from doithoai.opinions.queries.tables import tables_for
from doithoai.opinions.table.report import Report, kinds_of, report_of
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page
from doithoai.web.door.bodies import takes_files

MOST_LISTED = 10
UNDER_WAY = (TableImport.Stage.CHECKING, TableImport.Stage.RUNNING)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT_OPINIONS)
def tables(request: DeskRequest) -> HttpResponse:
    form = TableForm(request.POST or None, request.FILES or None, by=request.official)
    if form.is_valid() and (table := form.save(by=request.official)):
        return redirect("desk:table", table.pk)
    brought = [(one, report_of(one).name) for one in tables_for(request.official)[:MOST_LISTED]]
    context = {"form": form, "tables": brought}
    return desk_page(request, "tables.html", context, form.status)


@require_safe
@needs(Permission.IMPORT_OPINIONS)
def table(request: DeskRequest, pk: int) -> HttpResponse:
    """How far it is; the page asks again by itself while the worker is at it."""
    found = _table(request, pk)
    report = report_of(found)
    return _page(request, found, report, ChoiceForm(sheets=report.sheets))


@require_POST
@needs(Permission.IMPORT_OPINIONS)
def choose(request: DeskRequest, pk: int) -> HttpResponse:
    """Read it once more with the sheets and columns that the clerk chose."""
    found = _table(request, pk)
    report = report_of(found)
    form = ChoiceForm(request.POST, sheets=report.sheets)
    if form.is_valid() and form.save(found, by=request.official):
        return redirect("desk:table", pk)
    return _page(request, found, report, form)


def _page(
    request: DeskRequest, found: TableImport, report: Report, form: ChoiceForm
) -> HttpResponse:
    context = {
        "table": found,
        "report": report,
        "form": form,
        "is_stuck": is_stuck(found),
        "is_under_way": found.stage in UNDER_WAY and not is_stuck(found),
        "is_choice": found.stage in READ and bool(report.sheets),
        "new": found.rows - found.known,
        "problems": kinds_of(report.problems),
        "remarks": kinds_of(report.remarks),
        "notes": kinds_of(report.notes),
        "unlisted": max(0, found.problem_count - len(report.problems)),
        "unlisted_rows": report.left_out_count - len(report.left_out),
    }
    return desk_page(request, "table.html", context, form.status)


@require_POST
@needs(Permission.IMPORT_OPINIONS)
def take_over(request: DeskRequest, pk: int) -> HttpResponse:
    take_over_table(_table(request, pk), by=request.official)
    return redirect("desk:table", pk)


@require_POST
@needs(Permission.IMPORT_OPINIONS)
def drop(request: DeskRequest, pk: int) -> HttpResponse:
    drop_table(_table(request, pk), by=request.official)
    messages.success(request, _("The table is forgotten; nothing was taken over from it."))
    return redirect("desk:tables")


def _table(request: DeskRequest, pk: int) -> TableImport:
    return get_object_or_404(tables_for(request.official), pk=pk)
