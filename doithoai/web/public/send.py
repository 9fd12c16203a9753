"""Sending an opinion in three steps: where, what, check. Works with plain forms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from doithoai.kit.errors import Invalid
from doithoai.places.models import Unit
from doithoai.places.queries import search_units
from doithoai.web.asked import asked
from doithoai.web.public import gate
from doithoai.web.public.areas import offices
from doithoai.web.public.forms import OpinionForm

MOST_LISTED = 12
JUST_SENT = "moi"
"""Tells the receipt that the draft on this device was sent; a later visit keeps a newer one."""


@never_cache
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Each step carries the answers of those before in the form itself; there is no session."""
    if request.method == "POST":
        return _posted(request)
    query = asked(request, "unit", "place")
    if query["unit"]:
        form = OpinionForm(unit=_office(query["unit"]))
        return _page(request, "write", {"form": form})
    return _page(request, "place", _places(query["place"]))


def _posted(request: HttpRequest) -> HttpResponse:
    form = OpinionForm(request.POST, unit=_office(request.POST.get("unit", "")))
    if form.is_for_elsewhere:
        return _page(request, "elsewhere", {"kind": form.data["kind"], "unit": form.unit})
    step = request.POST.get("step", "check")
    if not form.is_valid() or step == "write":
        status = 200 if step == "write" else form.status
        return _page(request, "write", {"form": form}, status)
    if step != "send":
        asked_for = gate.challenge_for(request, form.unit, form.cleaned_data["client_key"])
        return _page(request, "check", {"form": form, "challenge": asked_for})
    key = form.cleaned_data["client_key"]
    is_held = form.act(gate.pass_send, request, form.unit, key)
    if not form.refused and (sent := form.send(is_held=bool(is_held))):
        address = reverse("receipt", args=[sent[1]], query={JUST_SENT: "1"})
        return redirect(address)
    answer = _page(request, "write", {"form": form}, form.status)
    return gate.with_patience(answer, form)


def _page(
    request: HttpRequest, step: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    names = ("place", "write", "check")
    titles = (_("Place"), _("What you say"), _("Check and send"))
    stages = [(title, name == step) for name, title in zip(names, titles, strict=True)]
    context = {**context, "stages": stages if step in names else []}
    return render(request, f"public/send_{step}.html", context, status=status)


def _office(key: str) -> Unit:
    """Raises Invalid for a unit to which nothing can be sent."""
    found = next((one for one in offices() if one.key == key), None)
    if found is None:
        raise Invalid(_("This place does not receive opinions here. Please choose another one."))
    return found


def _places(typed: str) -> dict[str, Any]:
    """Offices to choose from: all when they are few, else those that the typed name leads to."""
    found = {one.pk: one for one in offices()}
    if not typed:
        listed = list(found.values())[:MOST_LISTED]
        return {
            "typed": "",
            "rows": [(one, "") for one in listed],
            "is_all": len(found) <= MOST_LISTED,
        }
    rows = {}
    for hit in search_units(typed):
        if hit.today.pk in found and hit.today.pk not in rows:
            old = "" if hit.unit.pk == hit.today.pk else hit.unit.full_name
            rows[hit.today.pk] = (found[hit.today.pk], old)
    return {"typed": typed, "rows": list(rows.values()), "is_all": False}
