"""The administrator's pages: accounts and roles, the working calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doithoai.commitments.forms import EndForm
from doithoai.deadlines.forms import ClearForm, DayForm
from doithoai.deadlines.queries import changed_days, known_days
from doithoai.deadlines.rules import days_off_documents
from doithoai.kit.time import today
from doithoai.people.actions import APPOINTING
from doithoai.people.forms import AppointForm
from doithoai.people.invitations import make_password_link
from doithoai.people.models import Appointment, User
from doithoai.people.queries import appointments_for
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page


@require_safe
@needs(*APPOINTING)
def appointments(request: DeskRequest) -> HttpResponse:
    return appointments_page(request)


def appointments_page(
    request: DeskRequest, form: EndForm | None = None, refused: int = 0
) -> HttpResponse:
    """``form`` was to end the appointment with the key ``refused``."""
    context = {
        "rows": appointments_for(request.official),
        "today": today(),
        "form": form,
        "refused": refused,
    }
    return desk_page(request, "appointments.html", context, form.status if form else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(*APPOINTING)
def appoint(request: DeskRequest) -> HttpResponse:
    """A new account's link is shown in the answer, and nowhere later."""
    form = AppointForm(request.POST or None, by=request.official)
    if form.is_valid() and (given := form.save(by=request.official)):
        if not given.user.email:
            messages.success(request, _("The role is given. Now print the cards for signing in."))
            return redirect("desk:cards")
        is_new = not given.user.has_usable_password() and not given.user.is_demo
        if is_new and request.official.holds(Permission.MANAGE_OFFICE):
            return link_page(request, given.user)
        messages.success(request, _("The role is given."))
        if is_new:
            messages.info(request, _("The administrator hands over a link for the password."))
        return redirect("desk:appointments")
    return desk_page(request, "appoint.html", {"form": form}, form.status)


def link_page(request: DeskRequest, user: User) -> HttpResponse:
    uid, key = make_password_link(user, by=request.official)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    context = {"person": user, "link": request.build_absolute_uri(path)}
    return desk_page(request, "password_link.html", context)


def _appointment(request: DeskRequest, pk: int) -> Appointment:
    return get_object_or_404(appointments_for(request.official), pk=pk)


@require_POST
@needs(*APPOINTING)
def end(request: DeskRequest, pk: int) -> HttpResponse:
    found = _appointment(request, pk)
    form = EndForm(request.POST, appointment=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The role ends."))
        return redirect("desk:appointments")
    return appointments_page(request, form, pk)


@never_cache
@require_POST
@needs(Permission.MANAGE_OFFICE)
def link(request: DeskRequest, pk: int) -> HttpResponse:
    """A new one-time link for somebody who lost the first one, or the password."""
    return link_page(request, _appointment(request, pk).user)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_OFFICE)
def calendar(request: DeskRequest) -> HttpResponse:
    form = DayForm(request.POST or None, by=request.official)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The calendar is changed from now on."))
        return redirect("desk:calendar")
    return calendar_page(request, form)


def calendar_page(
    request: DeskRequest, form: DayForm, refused: ClearForm | None = None, pk: int = 0
) -> HttpResponse:
    years = (today().year, today().year + 1)
    context = {
        "form": form,
        "days": changed_days(request.official),
        "years": [(year, known_days(year), days_off_documents(year)) for year in years],
        "refused": refused,
        "refused_pk": pk,
    }
    return desk_page(request, "calendar.html", context, (refused or form).status)


@require_POST
@needs(Permission.MANAGE_OFFICE)
def clear_day(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(changed_days(request.official), pk=pk)
    form = ClearForm(request.POST, override=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The day follows the national calendar again."))
        return redirect("desk:calendar")
    return calendar_page(request, DayForm(by=request.official), form, pk)
