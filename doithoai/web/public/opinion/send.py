"""Sending an opinion, one question a screen. Works with plain forms.

A program (the outbox of a telephone without network) sends the last step alone and asks for JSON:
``{"receipt": "/bien-nhan/…/", "code": "…"}``, or ``{"errors": ["…"]}`` with status 400, 409, 422
or 429.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from doithoai.kit.errors import Invalid
from doithoai.language.privacy import found, told_kinds
from doithoai.language.signs import statutory_signs
from doithoai.opinions.forms.attachments import AttachmentForm, RemovalForm
from doithoai.opinions.queries.attachments import waiting_attachments
from doithoai.people.actors import Visitor
from doithoai.people.gate.passing import pass_send
from doithoai.people.queries import offices
from doithoai.places.models import Unit
from doithoai.places.queries import search_units
from doithoai.places.village_map import village_map
from doithoai.web.asked import asked
from doithoai.web.door.bodies import takes_files
from doithoai.web.middleware.refusals import is_program
from doithoai.web.public.gate import network, with_patience
from doithoai.web.public.opinion.forms import (
    CHECK,
    FILES,
    KIND,
    PLACE,
    SEND,
    STEPS,
    TEXT,
    OpinionForm,
)

MOST_LISTED = 12
JUST_SENT = "moi"
"""Tells the receipt that the draft on this device was sent; a later visit keeps a newer one."""


@takes_files
@never_cache
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Each screen carries the answers of those before in the form itself; there is no session."""
    if request.method == "POST":
        return _posted(request)
    query = asked(request, "unit", "place", "round")
    if query["unit"]:
        form = OpinionForm(unit=_office(query["unit"]), round=query["round"])
        return _question(request, KIND, form)
    return _page(request, PLACE, _places(query["place"]))


def _posted(request: HttpRequest) -> HttpResponse:
    form = OpinionForm(request.POST, unit=_office(request.POST.get("unit", "")))
    if form.is_for_elsewhere:
        return _page(request, "elsewhere", {"kind": form.data["kind"], "unit": form.unit})
    at, step = _step(request, "at", KIND), _step(request, "step", CHECK)
    if at == FILES and (request.FILES or "remove" in request.POST):
        form, file_form = _with_files(request, form)
        if file_form.errors or step == FILES:
            question = _question(request, FILES, form, file_form.status, file_form=file_form)
            return with_patience(question, file_form)
    if wrong := form.first_wrong_step(before=step):
        form.forget_errors_from(STEPS[STEPS.index(wrong) + 1])
        return _refused(request, wrong, form)
    if _may_belong_elsewhere(form, at, step):
        signs = statutory_signs(form.cleaned_data["text"])
        if signs:
            return _page(request, "statutory", {"form": form, "signs": signs, "step": step})
    return _sent(request, form) if step == SEND else _question(request, step, form)


def _may_belong_elsewhere(form: OpinionForm, at: str, step: str) -> bool:
    """Asked once, when the words were just written."""
    is_written = STEPS.index(at) <= STEPS.index(TEXT) < STEPS.index(step)
    return is_written and step != SEND and not form.cleaned_data["asked"]


def _sent(request: HttpRequest, form: OpinionForm) -> HttpResponse:
    key, who = form.cleaned_data["client_key"], network(request)
    work = {"asked": request.POST.get("challenge", ""), "proof": request.POST.get("proof", "")}
    form.is_held = bool(form.act(pass_send, who, form.unit, key, **work))
    if form.refused or not (sent := form.save(by=Visitor())):
        return _refused(request, form.first_wrong_step(before=CHECK) or CHECK, form)
    address = reverse("receipt", args=[sent[1]], query={JUST_SENT: "1"})
    if is_program(request):
        return JsonResponse({"receipt": address, "code": sent[1]})
    return redirect(address)


def _refused(request: HttpRequest, step: str, form: OpinionForm) -> HttpResponse:
    if is_program(request):
        errors = [str(one) for several in form.errors.values() for one in several]
        answer: HttpResponse = JsonResponse({"errors": errors}, status=form.status)
    else:
        answer = _question(request, step, form, form.status)
    return with_patience(answer, form)


def _with_files(request: HttpRequest, form: OpinionForm) -> tuple[OpinionForm, AttachmentForm]:
    """The form again, with the file of the request added or taken away."""
    removal, adding = RemovalForm(_removed(request)), AttachmentForm(request.POST, request.FILES)
    if removal.is_valid():
        removal.save(by=Visitor())
        adding = AttachmentForm()
    elif adding.is_valid():
        adding.save(by=Visitor(), who=network(request))
    answers = request.POST.copy()
    answers["with_files"] = "on"
    return OpinionForm(answers, unit=form.unit), adding


def _removed(request: HttpRequest) -> dict[str, str]:
    return {
        "client_key": request.POST.get("client_key", ""),
        "attachment": request.POST.get("remove", ""),
    }


def _step(request: HttpRequest, name: str, otherwise: str) -> str:
    """Raises Invalid for a step that there is not."""
    found = request.POST.get(name, otherwise)
    if found not in STEPS[1:]:
        raise Invalid(_("This form has no such step."))
    return found


def _question(
    request: HttpRequest,
    step: str,
    form: OpinionForm,
    status: int = 200,
    *,
    file_form: AttachmentForm | None = None,
) -> HttpResponse:
    if status == 200 and form.is_bound:
        form.forget_errors_from(step)
    at = STEPS.index(step)
    context: dict[str, Any] = {"form": form, "step": step} | {
        "shown": form.shown(step),
        "carried": form.carried(step),
        "carried_person": form.carried_person(step),
        "before": STEPS[at - 1] if step != KIND else "",
        "after": STEPS[at + 1],
        **_also_shown(step, form, file_form),
    }
    return _page(request, step, context, status)


def _also_shown(step: str, form: OpinionForm, file_form: AttachmentForm | None) -> dict[str, Any]:
    match step:
        case "kind":
            return {"rounds": form.rounds}
        case "village":
            villages = list(form.fields["village"].queryset)  # type: ignore[attr-defined]
            return {"villages": villages, "map": village_map(villages)}
        case "files":
            return {"files": _files(form), "file_form": file_form or AttachmentForm()}
        case "check":
            spans = found(form.cleaned_data.get("text", ""))
            return {"files": _files(form), "spans": spans, "pointed": told_kinds(spans)}
        case _:
            return {}


def _files(form: OpinionForm) -> list[Any]:
    form.is_valid()
    given = form.cleaned_data if form.is_bound else {}
    key = given.get("client_key")
    if not (key and given.get("with_files")):
        return []
    return list(waiting_attachments(key))


def _page(
    request: HttpRequest, step: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context |= {"number": STEPS.index(step) + 1 if step in STEPS else 0, "steps": len(STEPS) - 1}
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
