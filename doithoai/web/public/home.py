"""The first page: look up, three doors, the year in figures, what needs attention, what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doithoai.commitments.queries import (
    promise_lines,
    promises_to_look_at,
)
from doithoai.dialogues.queries import upcoming_dialogues
from doithoai.dossiers.duties import notice_proof
from doithoai.dossiers.news import news
from doithoai.kit.time import today
from doithoai.record.memory import kept
from doithoai.reports.year import year_figures
from doithoai.web.asked import asked
from doithoai.web.public.areas import rounds_now

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
        "attention": promise_lines(promises_to_look_at())[:MOST_ROWS],
        "news": news(),
    }
    return render(request, "public/home.html", context)
