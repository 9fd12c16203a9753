"""What a village head entered, and what became of it."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from doithoai.opinions.queries import entered_for_villages
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page

MOST_LISTED = 200


@require_safe
@needs(Permission.ENTER_OPINION)
def village(request: DeskRequest) -> HttpResponse:
    asked(request)
    rows = entered_for_villages(request.official)[:MOST_LISTED]
    return desk_page(request, "village.html", {"rows": rows})
