"""The first page of the desk: what is due, and the heads' duty of this year."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from doithoai.deadlines.queries import rule_on
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.queries.duty import yearly_duties
from doithoai.dossiers.notices import notices_for
from doithoai.dossiers.worklist import MOST_OF_A_KIND, grouped, worklist_of
from doithoai.kit.time import today
from doithoai.places.queries.today import units_of_today
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked
from doithoai.web.desk.access import DeskRequest, official_required
from doithoai.web.desk.page_frame import desk_page


@require_safe
@official_required
def my_work(request: DeskRequest) -> HttpResponse:
    asked(request)
    work = worklist_of(request.official)
    rule = rule_on(RuleCode.YEARLY_DIALOGUE, today())
    units = units_of_today(request.official.unit_ids(Permission.VIEW_DESK))
    context = {
        "today": today(),
        "work": work,
        "most": MOST_OF_A_KIND,
        "groups": grouped(work.tasks),
        "notices": notices_for(request.official),
        "rule": rule,
        "duties": yearly_duties(units, rule) if rule else [],
    }
    return desk_page(request, "my_work.html", context)
