"""A village head's page: what the village sent, what became of it, what comes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from doithoai.dossiers.village import MOST_ENTRIES, village_desk
from doithoai.opinions.actions.telling import inform_author
from doithoai.opinions.models import Telling
from doithoai.opinions.queries.telling import tellings_of_villages
from doithoai.people.queries import cards_left, comes_by_card
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page

FEW_CARDS = 2


@require_safe
@needs(Permission.ENTER_OPINION)
def village(request: DeskRequest) -> HttpResponse:
    asked(request)
    user = request.official.user
    by_card = comes_by_card(user)
    left = cards_left(user) if by_card else 0
    context = {
        "here": village_desk(request.official),
        "most": MOST_ENTRIES,
        "shows_cards": by_card and (left or not user.email),
        "cards_left": left,
        "has_few_cards": by_card and left <= FEW_CARDS,
    }
    return desk_page(request, "village.html", context)


@require_POST
@needs(Permission.TELL_AUTHOR)
def told(request: DeskRequest, pk: int) -> HttpResponse:
    owed = get_object_or_404(tellings_of_villages(request.official), opinion=pk)
    inform_author(owed.opinion, by=request.official, way=Telling.Way.VILLAGE)
    messages.success(request, _("Noted: the author was told. The office sees it."))
    return redirect("desk:village")
