"""The first page: look up, three doors, the year in figures, what needs attention, what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import Lateness, lateness_filter
from doithoai.dialogues.queries import upcoming_dialogues
from doithoai.dossiers.duties import notice_proof
from doithoai.dossiers.news import news
from doithoai.kit.time import today
from doithoai.record.memory import kept
from doithoai.reports.year import year_figures
from doithoai.web.asked import asked
from doithoai.web.components.rows import Lines
from doithoai.web.public.areas import rounds_now
from doithoai.web.public.promises import promise_lines

MOST_ROWS = 6
FEW = 3


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    asked(request)
    coming = upcoming_dialogues().first()
    context = {
        "coming": coming,
        "days_left": (coming.starts_at.date() - today()).days if coming else 0,
        "proof": notice_proof(coming) if coming else None,
        "rounds": rounds_now()[:FEW],
        "year": kept("year", year_figures),
        "attention": _attention(),
        "news": news(),
    }
    return render(request, "public/home.html", context)


def _attention() -> Lines:
    """The promises due soon, then those that are overdue, the latest first."""
    rows = Commitment.objects.filter(
        lateness_filter(Lateness.OVERDUE) | lateness_filter(Lateness.SOON)
    )
    return promise_lines(rows.order_by("-due_on", "-id")[:MOST_ROWS])
