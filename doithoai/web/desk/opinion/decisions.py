"""What the office decides about an opinion: one view for every row of DECISIONS."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from doithoai.web.desk.access import DeskRequest, require_move, units_required
from doithoai.web.desk.opinion.forms_of import DECISIONS
from doithoai.web.desk.opinion.page import opinion_of, opinion_page


@require_POST
@units_required
def decide(request: DeskRequest, pk: int, move: str, matter: int | None = None) -> HttpResponse:
    """``move`` is a key of ``DECISIONS``; ``matter`` the one that is taken away."""
    opinion = opinion_of(request, pk)
    require_move(request.official, move, opinion)
    sent: Any = request.POST.copy()
    if matter is not None:
        sent["matter"] = matter
    form = DECISIONS[move].form(sent, opinion=opinion)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, str(DECISIONS[move].done))
        return redirect("desk:opinion", pk)
    return opinion_page(request, opinion_of(request, pk), move, form)
