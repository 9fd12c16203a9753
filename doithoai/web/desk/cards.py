"""Sign-in cards of village heads: made, printed and ended by the office."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from doithoai.kit.forms import ActionForm
from doithoai.people.actions.cards import GOOD_FOR, ask_for_cards, end_cards
from doithoai.people.actions.text_codes import offers_text_codes
from doithoai.people.forms import CardsForm, PhoneNumberForm
from doithoai.people.models import Appointment
from doithoai.people.queries import card_holders_for, comes_by_card
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page


@require_safe
@needs(Permission.HAND_OUT_CARD)
def cards(request: DeskRequest) -> HttpResponse:
    return _cards_page(request)


def _cards_page(
    request: DeskRequest, form: ActionForm | None = None, refused: int = 0
) -> HttpResponse:
    """``form`` was sent for the appointment with the key ``refused``."""
    rows = [
        (
            one,
            comes_by_card(one.user),
            _shown(form, CardsForm, one, refused),
            _shown(form, PhoneNumberForm, one, refused),
        )
        for one in card_holders_for(request.official)
    ]
    context = {"rows": rows, "form": form, "offers_text_codes": offers_text_codes()}
    return desk_page(request, "cards.html", context, form.status if form else 200)


def _shown(
    form: ActionForm | None,
    kind: type[CardsForm] | type[PhoneNumberForm],
    held: Appointment,
    refused: int,
) -> ActionForm:
    return form if form and refused == held.pk and isinstance(form, kind) else kind(user=held.user)


def _holder(request: DeskRequest, pk: int) -> Appointment:
    found: Appointment = get_object_or_404(card_holders_for(request.official), pk=pk)
    return found


@never_cache
@require_POST
@needs(Permission.HAND_OUT_CARD)
def make(request: DeskRequest, pk: int) -> HttpResponse:
    """The sheet to print, in this answer and nowhere later."""
    held = _holder(request, pk)
    form = CardsForm(request.POST, user=held.user)
    if form.is_valid() and (codes := form.save(by=request.official)):
        links = [
            (code, request.build_absolute_uri(reverse("sign_in_with_card", args=[code])))
            for code in codes
        ]
        context = {
            "held": held,
            "links": links,
            "days": GOOD_FOR.days,
            "address": request.build_absolute_uri(reverse("sign_in_card")),
        }
        return desk_page(request, "cards_sheet.html", context)
    return _cards_page(request, form, pk)


@require_POST
@needs(Permission.HAND_OUT_CARD)
def end(request: DeskRequest, pk: int) -> HttpResponse:
    end_cards(_holder(request, pk).user, by=request.official)
    messages.success(request, _("The cards work no more."))
    return redirect("desk:cards")


@require_POST
@needs(Permission.HAND_OUT_CARD)
def phone(request: DeskRequest, pk: int) -> HttpResponse:
    held = _holder(request, pk)
    form = PhoneNumberForm(request.POST, user=held.user)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The telephone number is kept."))
        return redirect("desk:cards")
    return _cards_page(request, form, pk)


@require_POST
@needs(Permission.ENTER_OPINION)
def ask_for_new(request: DeskRequest) -> HttpResponse:
    ask_for_cards(request.official.user)
    messages.success(request, _("The office sees that you need new cards."))
    return redirect("desk:village")
