"""From the one-time link in the terminal to an office with its units, heads and accounts."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from doithoai.people.actors import Visitor
from doithoai.people.models import User
from doithoai.people.queries import (
    administered_units,
    awaits_heads,
    awaits_units,
    live_setup_link,
    official,
)
from doithoai.places.models import Unit
from doithoai.places.queries import MOST_FOUND, chosen_units, units_to_begin_with
from doithoai.record.permissions import Permission
from doithoai.web.beginning.forms import AccountForm, Handed, UnitsForm, give_roles, head_forms


@never_cache
@sensitive_variables("token", "form")
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, token: str) -> HttpResponse:
    """The first administrator sets a password; with that the link is dead."""
    if live_setup_link(token) is None:
        return render(request, "beginning/dead_link.html", status=404)
    form = AccountForm(request.POST or None, token=token)
    if form.is_valid() and (user := form.save(by=Visitor())):
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("beginning:units")
    return render(request, "beginning/account.html", {"form": form}, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
def units(request: HttpRequest) -> HttpResponse:
    """Units are searched by name and kept in the address until the choice is made."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    if not awaits_units(request.user):
        return redirect("beginning:heads")
    asked = request.POST if request.method == "POST" else request.GET
    choices = chosen_units(asked.getlist("unit")[:MOST_FOUND])
    if request.method == "GET":
        return _units_page(request, choices)
    if "more" in request.POST:
        return _search_on(choices)
    form = UnitsForm(request.POST, choices=choices)
    if form.is_valid() and form.save(by=request.user):
        return redirect("beginning:heads")
    return _units_page(request, choices, form)


def _search_on(choices: list[Unit]) -> HttpResponse:
    keys = [unit.key for unit in choices]
    return redirect(f"{reverse('beginning:units')}?{urlencode({'unit': keys}, doseq=True)}")


def _units_page(
    request: HttpRequest, chosen: list[Unit], form: UnitsForm | None = None
) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:120]
    found = units_to_begin_with(text) if text else []
    keys = [unit.key for unit in chosen]
    choices = [*chosen, *(unit for unit in found if unit.key not in keys)]
    form = form or UnitsForm(choices=choices, chosen=keys)
    context = {
        "form": form,
        "text": text,
        "found": found,
        "may_be_more": len(found) == MOST_FOUND,
        "chosen": keys,
        "choices": choices,
    }
    return render(request, "beginning/units.html", context, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
def heads(request: HttpRequest) -> HttpResponse:
    """Accounts of the heads and the office; their one-time links are shown in the answer only."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    administrator = official(request.user)
    if not administrator.holds(Permission.MANAGE_OFFICE):
        raise Http404
    if not awaits_heads(administrator):
        return redirect("desk:appointments")
    forms = head_forms(request.POST or None, list(administered_units(administrator)))
    if request.method == "POST":
        handed = give_roles(forms, administrator)
        if handed is not None:
            return _links_page(request, handed)
    status = max(form.status for form in forms)
    return render(request, "beginning/heads.html", {"forms": forms}, status=status)


def _links_page(request: HttpRequest, handed: list[Handed]) -> HttpResponse:
    links = [
        (
            one.user,
            request.build_absolute_uri(
                reverse("account_reset_password_from_key", args=[one.uidb36, one.key])
            ),
        )
        for one in handed
    ]
    return render(request, "beginning/links.html", {"links": links})
