"""The first page of the desk: what is due, and the heads' duty of this year."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from doithoai.deadlines.models import DeadlineRule
from doithoai.deadlines.queries import rule_on
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.queries import held_this_year
from doithoai.dossiers.worklist import grouped, tasks_of
from doithoai.kit.time import today
from doithoai.people.actors import Official
from doithoai.places.models import Post
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked
from doithoai.web.desk.access import DeskRequest, official_required, reads_units
from doithoai.web.desk.frame import desk_page


@dataclass(frozen=True, slots=True)
class Duty:
    """How many dialogues a head has held this year, of how many the law wants."""

    post: str
    held: int
    wanted: int

    @property
    def percent(self) -> int:
        return min(100, 100 * self.held // self.wanted)

    @property
    def is_kept(self) -> bool:
        return self.held >= self.wanted


@require_safe
@official_required
def my_work(request: DeskRequest) -> HttpResponse:
    asked(request)
    tasks = tasks_of(request.official)
    rule = rule_on(RuleCode.YEARLY_DIALOGUE, today())
    context = {
        "today": today(),
        "tasks": tasks,
        "groups": grouped(tasks),
        "rule": rule,
        "duties": duties(request.official, rule),
    }
    return desk_page(request, "my_work.html", context)


def duties(official: Official, rule: DeadlineRule | None) -> list[Duty]:
    """The duty of every head of the official's units of today."""
    if not reads_units(official) or rule is None:
        return []
    held = dict(held_this_year(official))
    posts = Post.objects.filter(
        unit_id__in=official.unit_ids(Permission.VIEW_DESK), unit__valid_to__isnull=True
    )
    return [Duty(one.title, held.get(one.pk, 0), rule.amount) for one in posts.order_by("id")]
