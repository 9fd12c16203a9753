"""The first page of the desk: what is due, and the heads' duty of this year."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.queries.duty import yearly_duties
from doithoai.dossiers.notices import notices_for
from doithoai.dossiers.path import reckoner
from doithoai.dossiers.tasks import MOST_OF_A_KIND
from doithoai.dossiers.worklist import grouped, worklist_of
from doithoai.kit.time import today
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked
from doithoai.web.desk.access import DeskRequest, official_required
from doithoai.web.desk.page_frame import desk_page


@require_safe
@official_required
def my_work(request: DeskRequest) -> HttpResponse:
    asked(request)
    work = worklist_of(request.official)
    rule = reckoner().rule(RuleCode.YEARLY_DIALOGUE, today())
    duties = yearly_duties(request.official.unit_ids(Permission.VIEW_DESK), rule)
    context = {
        "today": today(),
        "work": work,
        "most": MOST_OF_A_KIND,
        "groups": grouped(work.tasks),
        "notices": notices_for(request.official),
        "rule": rule,
        "duties": [one for one in duties if one.wanted],
    }
    return desk_page(request, "my_work.html", context)
