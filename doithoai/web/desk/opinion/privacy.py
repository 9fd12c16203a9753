"""Looking into the vault with a reason, redacting, moving out; who calls."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from doithoai.kit.forms import ActionForm
from doithoai.opinions.forms.privacy import (
    FindCallerForm,
    MoveOutForm,
    RedactForm,
    ReissueForm,
    RevealAuthorForm,
    RevealOriginalForm,
)
from doithoai.opinions.models import Channel, Opinion
from doithoai.opinions.queries import opinions_for
from doithoai.opinions.queries.data_rights import hand_overs_for
from doithoai.people.lifecycle import IdentityState
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs, require_move, units_required
from doithoai.web.desk.page_frame import desk_page


def _opinion(request: DeskRequest, pk: int) -> Opinion:
    rows = opinions_for(request.official).select_related("identity", "original")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: DeskRequest, opinion: Opinion, what: str, form: ActionForm, **shown: Any
) -> HttpResponse:
    """The page of one step, named by ``what``, with its form and what it brought to light."""
    context = {"opinion": opinion, "what": what, "form": form, **shown}
    return desk_page(request, "privacy.html", context, form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.REVEAL_IDENTITY)
def identity(request: DeskRequest, pk: int) -> HttpResponse:
    """Shown in the answer to the reason and nowhere later."""
    found = get_object_or_404(
        opinions_for(request.official), pk=pk, identity__state=IdentityState.KEPT
    )
    require_move(request.official, "reveal", found.identity)  # type: ignore[arg-type]
    form = RevealAuthorForm(request.POST or None, opinion=found)
    contact = form.save(by=request.official) if form.is_valid() else None
    return _page(request, found, "identity", form, contact=contact)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.REVEAL_IDENTITY)
def original(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(opinions_for(request.official), pk=pk, original__isnull=False)
    require_move(request.official, "unseal", found)
    form = RevealOriginalForm(request.POST or None, opinion=found)
    words = form.save(by=request.official) if form.is_valid() else None
    return _page(request, found, "original", form, words=words)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@units_required
def redact(request: DeskRequest, pk: int) -> HttpResponse:
    found = _opinion(request, pk)
    require_move(request.official, "redact", found)
    form = RedactForm(request.POST or None, opinion=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The text is redacted; the original lies in the vault."))
        return redirect("desk:opinion", pk)
    return _page(request, found, "redact", form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@units_required
def reissue(request: DeskRequest, pk: int) -> HttpResponse:
    """The new receipt code, in the answer to the form and nowhere later."""
    found = _opinion(request, pk)
    require_move(request.official, "reissue", found)
    form = ReissueForm(request.POST or None, opinion=found)
    if form.is_valid() and (receipt := form.save(by=request.official)):
        return desk_page(request, "receipt.html", {"opinion": found, "receipt": receipt})
    return _page(request, found, "reissue", form)


@require_http_methods(["GET", "HEAD", "POST"])
@units_required
def move_out(request: DeskRequest, pk: int) -> HttpResponse:
    found = _opinion(request, pk)
    require_move(request.official, "move_out", found)
    form = MoveOutForm(request.POST or None, opinion=found)
    if form.is_valid() and form.save(by=request.official):
        if found.channel != Channel.WEB:
            messages.success(request, _("It is moved out. Print it once and hand it over."))
            return redirect("desk:hand_over", pk)
        messages.success(request, _("It is moved out; nothing of it is kept here."))
        return redirect("desk:opinion", pk)
    return _page(request, found, "move_out", form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.REVEAL_IDENTITY)
def caller(request: DeskRequest) -> HttpResponse:
    """Opinions of the person who calls; the number goes nowhere but into the blind index."""
    form = FindCallerForm(request.POST or None)
    found = form.save(by=request.official) if form.is_valid() else None
    return desk_page(request, "caller.html", {"form": form, "found": found}, form.status)


def panel(request: DeskRequest, opinion: Opinion) -> dict[str, bool]:
    """What the page of an opinion says of its author, and which of these pages it offers."""
    identity = opinion.identity
    kept = identity is not None and identity.state == IdentityState.KEPT
    may = {one.name for one in opinion.lifecycle.allowed(opinion, by=request.official)}
    return {
        "has_contact": kept,
        "may_reveal": kept and request.official.may(Permission.REVEAL_IDENTITY, opinion),
        "may_unseal": opinion.original_id is not None and "unseal" in may,
        "may_redact": "redact" in may,
        "may_reissue": "reissue" in may and (kept or opinion.channel != Channel.WEB),
        "may_move_out": "move_out" in may,
        "may_hand_over": opinion.is_moved_out
        and hand_overs_for(request.official).filter(opinion=opinion).exists(),
    }
