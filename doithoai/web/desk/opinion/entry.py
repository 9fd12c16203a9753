"""An official enters what somebody said, wrote or mailed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doithoai.kit.errors import NotAllowed
from doithoai.opinions.forms import EntryForm, LetterForm
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.opinion.slips import remember
from doithoai.web.desk.page_frame import desk_page
from doithoai.web.door.bodies import takes_files


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ENTER_OPINION)
def opinion_new(request: DeskRequest) -> HttpResponse:
    """The answer to the form is the receipt; sent twice, it is the same receipt.

    With ``then`` the opinion itself follows, to be decided at once, with a way to its receipt.
    """
    initial = {"round": request.GET.get("round", "")}
    form = EntryForm(
        request.POST or None, request.FILES or None, by=request.official, initial=initial
    )
    if form.is_valid() and (entered := form.save(by=request.official)):
        opinion, receipt = entered
        remember(request, opinion, receipt, key=str(form.cleaned_data["client_key"]))
        if "then" in request.POST and request.official.may(Permission.TRIAGE_OPINION, opinion):
            told = _("Saved. Receipt code: %(code)s. It can be printed from the stack of slips.")
            messages.success(request, told % {"code": receipt})
            return redirect("desk:opinion", opinion.pk)
        return desk_page(request, "receipt.html", {"opinion": opinion, "receipt": receipt})
    context = {
        "form": form,
        "mail": LetterForm() if form.takes_mail else None,
        "sorts": request.official.holds(Permission.TRIAGE_OPINION),
    }
    return desk_page(request, "opinion_new.html", context, form.status)


@takes_files
@require_POST
@needs(Permission.ENTER_OPINION)
def opinion_mail(request: DeskRequest) -> HttpResponse:
    """The form of an opinion with what an e-mail says in it, to look at and save."""
    if not EntryForm(by=request.official).takes_mail:
        raise NotAllowed(_("Your role does not allow this here."))
    mail = LetterForm(request.POST, request.FILES)
    begun = mail.begin(by=request.official) if mail.is_valid() else None
    form = EntryForm(by=request.official, initial=begun.initial if begun else None)
    context = {"form": form, "mail": mail, "begun": begun}
    return desk_page(request, "opinion_new.html", context, mail.status)
