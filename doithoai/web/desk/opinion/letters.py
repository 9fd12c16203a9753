"""Slips of referral, denunciations to be handed over, and requests of authors about their data."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doithoai.kit.forms import ActionForm
from doithoai.kit.time import now
from doithoai.opinions.actions.deciding import Erasure, erasure_of, propose_erasure
from doithoai.opinions.actions.hand_over import print_denunciation
from doithoai.opinions.actions.referral import tell_author, words_to_enclose
from doithoai.opinions.forms.privacy import DeclineForm, HandOverForm, RecallForm
from doithoai.opinions.models import DataRequest, HandOver, Referral
from doithoai.opinions.queries.data_rights import data_requests_for, hand_overs_for, slips_for
from doithoai.opinions.rules import KEPT_FOR, Procedure
from doithoai.oversight.erasure import grant_erasure
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs, units_required
from doithoai.web.desk.page_frame import desk_page


def _slip(request: DeskRequest, pk: int) -> Referral:
    return get_object_or_404(slips_for(request.official), opinion=pk)


@require_safe
@units_required
def slip(request: DeskRequest, pk: int) -> HttpResponse:
    """The slip as it is printed; it holds no word of the opinion and nobody's name."""
    found = _slip(request, pk)
    return _slip_page(request, found, RecallForm(slip=found))


def _slip_page(
    request: DeskRequest, found: Referral, form: ActionForm, **shown: Any
) -> HttpResponse:
    sorts = request.official.may(Permission.TRIAGE_OPINION, found)
    until = found.referred_at + KEPT_FOR
    context = {
        "slip": found,
        "form": form,
        "may_tell": sorts and found.told_on is None,
        "may_recall": sorts and now() < until,
        "may_print": sorts and (found.procedure != Procedure.COMPLAINT or found.words_id),
        "until": until,
        **shown,
    }
    return desk_page(request, "slip.html", context, form.status)


@never_cache
@require_POST
@units_required
def slip_words(request: DeskRequest, pk: int) -> HttpResponse:
    """The slip with the words on a sheet of their own; shown in this answer and nowhere later."""
    found = _slip(request, pk)
    words = words_to_enclose(found, by=request.official)
    return _slip_page(request, found, RecallForm(slip=found), words=words)


@require_POST
@units_required
def recall(request: DeskRequest, pk: int) -> HttpResponse:
    found = _slip(request, pk)
    form = RecallForm(request.POST, slip=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The opinion is back; its slip is void."))
        return redirect("desk:opinion", pk)
    return _slip_page(request, found, form)


def _hand_over(request: DeskRequest, pk: int) -> HandOver:
    return get_object_or_404(hand_overs_for(request.official), opinion=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TRIAGE_OPINION)
def hand_over(request: DeskRequest, pk: int) -> HttpResponse:
    """What is still to be done with a denunciation, and who received it."""
    found = _hand_over(request, pk)
    form = HandOverForm(request.POST or None, found=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("Noted: it is handed over, and nothing of it is kept here."))
        return redirect("desk:hand_over", pk)
    return desk_page(request, "hand_over.html", {"found": found, "form": form}, form.status)


@never_cache
@require_POST
@needs(Permission.TRIAGE_OPINION)
def hand_over_words(request: DeskRequest, pk: int) -> HttpResponse:
    """The sheet to print, in this answer and nowhere later."""
    found = _hand_over(request, pk)
    sheet = print_denunciation(found, by=request.official)
    context = {"found": _hand_over(request, pk), "form": HandOverForm(found=found), "sheet": sheet}
    return desk_page(request, "hand_over.html", context)


@require_POST
@units_required
def told(request: DeskRequest, pk: int) -> HttpResponse:
    tell_author(_slip(request, pk), by=request.official)
    messages.success(request, _("Noted: the author was told."))
    return redirect("desk:slip", pk)


@require_safe
@needs(Permission.ANSWER_DATA_REQUEST)
def data_requests(request: DeskRequest) -> HttpResponse:
    return data_requests_page(request)


def data_requests_page(
    request: DeskRequest, form: DeclineForm | None = None, refused: int = 0
) -> HttpResponse:
    """``form`` was to decline the request with the key ``refused``."""
    rows = [
        (
            one,
            form if one.pk == refused else DeclineForm(asked=one, auto_id=f"r{one.pk}_%s"),
            erasure_of(one, by=request.official),
        )
        for one in data_requests_for(request.official)
    ]
    context = {"rows": rows, "form": form}
    return desk_page(request, "data_requests.html", context, form.status if form else 200)


def _asked(request: DeskRequest, pk: int) -> DataRequest:
    return get_object_or_404(data_requests_for(request.official), pk=pk)


@require_POST
@needs(Permission.ANSWER_DATA_REQUEST)
def grant(request: DeskRequest, pk: int) -> HttpResponse:
    """Erase, or propose it where it takes two persons."""
    found = _asked(request, pk)
    if erasure_of(found, by=request.official) == Erasure.TO_PROPOSE:
        propose_erasure(found, by=request.official)
        messages.success(request, _("Proposed; the chief of the office reads it."))
    else:
        grant_erasure(found, by=request.official)
        messages.success(request, _("The words are erased; the author reads it."))
    return redirect("desk:data_requests")


@require_POST
@needs(Permission.ANSWER_DATA_REQUEST)
def decline(request: DeskRequest, pk: int) -> HttpResponse:
    found = _asked(request, pk)
    form = DeclineForm(request.POST, asked=found, auto_id=f"r{pk}_%s")
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("Declined; the author reads the reason."))
        return redirect("desk:data_requests")
    return data_requests_page(request, form, pk)
