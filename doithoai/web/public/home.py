"""The first page: look up, three doors, the year in figures, what needs attention, what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import Lateness, lateness_filter
from doithoai.dialogues.queries import upcoming_dialogues
from doithoai.kit.time import today
from doithoai.web.asked import asked
from doithoai.web.public.kept import kept
from doithoai.web.public.lines import Lines
from doithoai.web.public.news import news
from doithoai.web.public.promises import promise_lines
from doithoai.web.public.proofs import notice_proof
from doithoai.web.public.rounds import rounds_now
from doithoai.web.public.year import year_figures

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
