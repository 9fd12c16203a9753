"""Slips of referral, and requests of authors about their data."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from doithoai.opinions.actions.referral import tell_author
from doithoai.opinions.forms.privacy import DeclineForm
from doithoai.opinions.models import DataRequest, Referral
from doithoai.opinions.queries.data_rights import data_requests_for, slips_for
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
    may_tell = request.official.may(Permission.TRIAGE_OPINION, found) and found.told_on is None
    return desk_page(request, "slip.html", {"slip": found, "may_tell": may_tell})


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
        (one, form if one.pk == refused else DeclineForm(asked=one, auto_id=f"r{one.pk}_%s"))
        for one in data_requests_for(request.official)
    ]
    context = {"rows": rows, "form": form}
    return desk_page(request, "data_requests.html", context, form.status if form else 200)


def _asked(request: DeskRequest, pk: int) -> DataRequest:
    return get_object_or_404(data_requests_for(request.official), pk=pk)


@require_POST
@needs(Permission.ANSWER_DATA_REQUEST)
def grant(request: DeskRequest, pk: int) -> HttpResponse:
    grant_erasure(_asked(request, pk), by=request.official)
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
