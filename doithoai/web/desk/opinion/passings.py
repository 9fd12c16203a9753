"""What went from office to office because it was sent to the wrong unit; without its words."""

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from doithoai.kit.paging import page_after
from doithoai.opinions.models import Passing
from doithoai.opinions.queries.passing import passings_for
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.lists import Column, Listing, as_read, taken_out, way_of
from doithoai.web.desk.page_frame import desk_page


@require_safe
@needs(Permission.TRIAGE_OPINION)
def passings(request: DeskRequest) -> HttpResponseBase:
    """The latest first."""
    query = asked(request, "after", "as")
    rows = passings_for(request.official)
    if way_of(query):
        return taken_out(request, query, _listing(rows))
    context = {
        "page": page_after(rows, query["after"], by="-passed_at"),
        "here": request.official.unit_ids(Permission.TRIAGE_OPINION),
    }
    return desk_page(request, "passings.html", context)


def _listing(rows: QuerySet[Passing]) -> Listing[Passing, Passing]:
    columns: list[Column[Passing]] = [
        Column(_("Passed on"), lambda one: one.passed_at, 18),
        Column(_("From"), lambda one: one.origin.name, 24),
        Column(_("To"), lambda one: one.unit.name, 24),
        Column(_("Reason"), lambda one: one.reason, 40),
        Column(_("Day received"), lambda one: localdate(one.received_at), 12),  # type: ignore[attr-defined]
        Column(_("Returned"), lambda one: one.returned_at, 18),
        Column(_("Why returned"), lambda one: one.answer, 40),
    ]
    return Listing(_("Passed on between offices"), columns, rows, as_read)
