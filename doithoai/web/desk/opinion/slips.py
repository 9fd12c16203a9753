"""Entering a stack of slips with the keyboard only, or one telephone call after the other."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doithoai.kit.numbers import whole_number
from doithoai.opinions.actions.voiding import restore_opinion, take_back_opinion
from doithoai.opinions.forms.slips import SlipForm
from doithoai.opinions.models import Channel, Opinion
from doithoai.opinions.queries import opinions_to_enter
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page

KEPT, ENTERED = "slip_kept", "slips_entered"
MOST_LISTED = 200
SHOWN = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ENTER_OPINION)
def slips(request: DeskRequest) -> HttpResponse:
    """A fresh form with what stays from slip to slip; the last receipt code stands above it."""
    sent = request.POST if request.method == "POST" else None
    form = SlipForm(sent, by=request.official, kept=_kept(request))
    if form.is_valid() and (entered := form.save(by=request.official)):
        request.session[KEPT] = form.kept()
        remember(request, *entered, key=str(form.cleaned_data["client_key"]))
        return redirect("desk:slips")
    form.place_cursor()
    rows = _entered(request)
    context = {"form": form, "rows": rows[:SHOWN], "before": rows[SHOWN:], "count": len(rows)}
    return desk_page(request, "slips.html", context, form.status)


def remember(request: DeskRequest, opinion: Opinion, receipt: str, *, key: str) -> None:
    """The receipt can be seen and printed again in this sitting; ``key``: of the form."""
    before = [one for one in _sitting(request) if one[0] != opinion.pk]
    request.session[ENTERED] = [(opinion.pk, receipt, key), *before][:MOST_LISTED]


def _kept(request: DeskRequest) -> dict[str, str]:
    kept = dict(request.session.get(KEPT, {}))
    if (channel := request.GET.get("channel", "")) in Channel.values:
        kept["channel"] = channel
    if whole_number(found := request.GET.get("round", "")):
        kept["round"] = found
    return kept


def _sitting(request: DeskRequest) -> list[tuple[int, str, str]]:
    """(opinion, receipt code, client key): only the session knows the codes, sealed."""
    return list(request.session.get(ENTERED, []))


def _entered(request: DeskRequest) -> list[tuple[Opinion, str, str]]:
    """What this person entered in this sitting, with receipt code and key, the last one first."""
    sitting = _sitting(request)
    rows = opinions_to_enter(request.official).filter(pk__in=[pk for pk, _code, _key in sitting])
    found = {one.pk: one for one in rows}
    return [(found[pk], receipt, key) for pk, receipt, key in sitting if pk in found]


def _of_sitting(request: DeskRequest, pk: int) -> tuple[Opinion, str]:
    for opinion, receipt, _key in _entered(request):
        if opinion.pk == pk:
            return opinion, receipt
    raise Http404


@never_cache
@require_safe
@needs(Permission.ENTER_OPINION)
def slip_receipt(request: DeskRequest, pk: int) -> HttpResponse:
    """The receipt to print, as long as the sitting lasts."""
    opinion, receipt = _of_sitting(request, pk)
    return desk_page(request, "receipt.html", {"opinion": opinion, "receipt": receipt})


@never_cache
@require_safe
@needs(Permission.ENTER_OPINION)
def slip_sheet(request: DeskRequest) -> HttpResponse:
    """Every receipt of the sitting on paper, in the order of the stack; void ones are left out."""
    entered = reversed(_entered(request))
    rows = [
        (number, one, receipt)
        for number, (one, receipt, _key) in enumerate(entered, start=1)
        if not one.is_void
    ]
    look_up = request.build_absolute_uri(reverse("look_up"))
    return desk_page(request, "slip_sheet.html", {"rows": rows, "look_up": look_up})


@require_POST
@needs(Permission.ENTER_OPINION)
def slip_undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Whoever entered it in this sitting takes it back as a mistake; the record says who did."""
    opinion, _receipt = _of_sitting(request, pk)
    take_back_opinion(opinion, by=request.official)
    messages.success(request, _("Taken back; for 24 hours it can be brought back."))
    return redirect("desk:slips")


@require_POST
@needs(Permission.ENTER_OPINION)
def slip_restore(request: DeskRequest, pk: int) -> HttpResponse:
    opinion, _receipt = _of_sitting(request, pk)
    restore_opinion(opinion, by=request.official)
    messages.success(request, _("The opinion waits again."))
    return redirect("desk:slips")
