"""What the office decides about an opinion: one view for every row of DECISIONS."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doithoai.opinions.models import Opinion
from doithoai.opinions.queries.queue import next_to_decide
from doithoai.web.desk.access import DeskRequest, require_move, units_required
from doithoai.web.desk.opinion.forms_of import DECISIONS
from doithoai.web.desk.opinion.page import opinion_of, opinion_page

LEAVING: Final = ("pass_on", "pass_back")
"""After these the office reads the opinion no more."""
ENDING: Final = ("accept", "refuse", "ask", *LEAVING)
"""After these there is nothing more to do about the opinion: the next one follows."""
PROPOSED: Final = gettext_lazy("Proposed; the chief of the office reads it.")


def how_it_is_heard(opinion: Opinion) -> str:
    """How the author learns what the office did."""
    if opinion.must_be_told:
        return _(
            "No message reaches its author: the office tells the person. It stands under My work"
            " until that is noted."
        )
    if opinion.tell_by:
        told = _("Its author is told %(way)s that there is news.")
        return told % {"way": opinion.get_tell_by_display()}
    return _("Its author sees it with the receipt code.")


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
        messages.success(request, str(PROPOSED if form.is_proposal else DECISIONS[move].done))
        if move in ENDING and not form.is_proposal:
            messages.info(request, how_it_is_heard(opinion))
        following = next_to_decide(request.official, opinion) if move in ENDING else None
        if following is None and move in LEAVING:
            return redirect("desk:opinions")
        return redirect("desk:opinion", following.pk if following else pk)
    return opinion_page(request, opinion_of(request, pk), move, form)
