"""What one person proposes about an opinion and another one approves, and where that is wanted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doithoai.kit.errors import WrongState
from doithoai.opinions.actions.deciding import approve_proposal
from doithoai.opinions.actions.four_eyes import set_four_eyes
from doithoai.opinions.forms.proposals import SendBackForm
from doithoai.opinions.models import Proposal
from doithoai.opinions.queries.proposals import proposals_for, two_persons_decide
from doithoai.places.queries import units_of_today
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.opinion.page import opinion_of, opinion_page
from doithoai.web.desk.page_frame import desk_page


def _proposal(request: DeskRequest, pk: int) -> Proposal:
    return get_object_or_404(proposals_for(request.official), opinion=pk)


@require_POST
@needs(Permission.APPROVE_DECISION)
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """What the page showed: another proposal may stand there by now."""
    found = _proposal(request, pk)
    if request.POST.get("proposal") != str(found.pk):
        raise WrongState(_("Somebody else has changed this meanwhile. Please look again."))
    approve_proposal(found, by=request.official)
    messages.success(request, _("Approved and done."))
    return redirect("desk:opinion", pk)


@require_POST
@needs(Permission.TRIAGE_OPINION)
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    found, form = _proposal(request, pk), SendBackForm(request.POST)
    if form.is_valid() and form.save(found, by=request.official):
        messages.success(request, _("The proposal is gone; the opinion waits as before."))
        return redirect("desk:opinion", pk)
    return opinion_page(request, opinion_of(request, pk), "send_back", form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.APPOINT_OFFICIAL)
def four_eyes(request: DeskRequest) -> HttpResponse:
    """Whether two persons decide, unit by unit."""
    units = units_of_today(request.official.unit_ids(Permission.APPOINT_OFFICIAL))
    if request.method == "POST":
        unit = get_object_or_404(units, key=request.POST.get("unit", ""))
        set_four_eyes(unit, wanted="wanted" in request.POST, by=request.official)
        messages.success(request, _("Noted."))
        return redirect("desk:four_eyes")
    rows = [(one, two_persons_decide(one)) for one in units]
    return desk_page(request, "four_eyes.html", {"rows": rows})
