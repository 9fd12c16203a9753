"""The secretary's page: who speaks, what it is about, what was answered."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doithoai.dialogues.forms import TurnForm
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import agenda_of, dialogues_for, turns_of
from doithoai.finding.suggestions import known_matters
from doithoai.kit.errors import NotAllowed
from doithoai.opinions.queries.queue import waiting_matters
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, units_required
from doithoai.web.desk.page_frame import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
@units_required
def turns(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(dialogues_for(request.official), pk=pk)
    if not request.official.may(Permission.RECORD_TURN, found):
        raise NotAllowed(_("Only the office records who speaks."))
    form = TurnForm(request.POST if request.method == "POST" else None, dialogue=found)
    if form.is_valid() and (turn := form.save(by=request.official)):
        messages.success(request, _("Turn %(number)d is kept.") % {"number": turn.position})
        kept = urlencode({"kept": form.cleaned_data["client_key"]})
        return redirect(f"{reverse('desk:turns', args=[pk])}?{kept}")
    return turns_page(request, found, form)


def turns_page(request: DeskRequest, dialogue: Dialogue, form: TurnForm) -> HttpResponse:
    if form.said:
        form.offer(
            known_matters(
                waiting_matters(dialogue.unit_id), dialogue.unit_id, form.said, form.sought
            )
        )
    else:
        form.offer_agenda()
    context = {
        "dialogue": dialogue,
        "form": form,
        "agenda": agenda_of(dialogue),
        "turns": turns_of(dialogue).order_by("-position"),
    }
    return desk_page(request, "turns.html", context, form.status)
