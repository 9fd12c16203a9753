"""What is kept of the author of an opinion: to see, to correct, to have erased."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from doithoai.deadlines.queries import Reckoner
from doithoai.deadlines.rules import RuleCode
from doithoai.kit.time import now
from doithoai.opinions.actions.data_rights import (
    forget_author,
    request_erasure,
    restrict_author,
)
from doithoai.opinions.author import Author
from doithoai.opinions.forms.contact import CorrectForm
from doithoai.opinions.lifecycle import WORDLESS
from doithoai.opinions.models import Opinion
from doithoai.opinions.queries.data_rights import data_request_of
from doithoai.people.actions.vault import opened_identity
from doithoai.people.contacts import Contact, hinted
from doithoai.people.lifecycle import SEALED
from doithoai.web.public.opinion.receipt import opinion_of, unkept


@require_http_methods(["GET", "HEAD", "POST"])
@unkept
def my_data(request: HttpRequest, code: str) -> HttpResponse:
    """Masked at first, for somebody may look over the shoulder; POST shows it whole."""
    opinion = opinion_of(request, code)
    contact = kept_contact(opinion)
    if contact and request.method == "POST":
        return _page(request, code, opinion, contact, _filled(contact, opinion), is_shown=True)
    return _page(request, code, opinion, contact)


@require_POST
@unkept
def correct(request: HttpRequest, code: str) -> HttpResponse:
    opinion = opinion_of(request, code)
    form = CorrectForm(request.POST, opinion=opinion)
    if form.is_valid() and form.save(by=Author(opinion)):
        return redirect("my_data", code=code)
    return _page(request, code, opinion, kept_contact(opinion), form)


@require_POST
@unkept
def restrict(request: HttpRequest, code: str) -> HttpResponse:
    """Nobody uses what is kept until its person allows it again."""
    opinion = opinion_of(request, code)
    restrict_author(opinion, by=Author(opinion), wanted="allow" not in request.POST)
    return redirect("my_data", code=code)


@require_POST
@unkept
def forget(request: HttpRequest, code: str) -> HttpResponse:
    opinion = opinion_of(request, code)
    forget_author(opinion, by=Author(opinion))
    return redirect("my_data", code=code)


@require_POST
@unkept
def ask_erasure(request: HttpRequest, code: str) -> HttpResponse:
    opinion = opinion_of(request, code)
    request_erasure(opinion, by=Author(opinion))
    return redirect("my_data", code=code)


def kept_contact(opinion: Opinion) -> Contact | None:
    identity = opinion.identity
    if identity is None or identity.state not in SEALED:
        return None
    return opened_identity(identity)


def _filled(contact: Contact, opinion: Opinion) -> CorrectForm:
    """``consent`` is ticked by the person alone, also when something is put right."""
    told = {"tell_by": opinion.tell_by}
    parts = {
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "address": contact.address,
    }
    return CorrectForm(opinion=opinion, initial={**parts, **told})


def _page(
    request: HttpRequest,
    code: str,
    opinion: Opinion,
    contact: Contact | None,
    form: CorrectForm | None = None,
    *,
    is_shown: bool = False,
) -> HttpResponse:
    answer = RuleCode.DATA_SUBJECT_ANSWER
    due = Reckoner([answer]).due(answer, now(), unit=opinion.unit_id)
    context: dict[str, Any] = {"is_shown": is_shown, "due": due, "code": code} | {
        "opinion": opinion,
        "form": form,
        "contact": contact if is_shown or contact is None else hinted(contact),
        "was_kept": opinion.identity is not None,
        "asked": data_request_of(opinion),
        "has_words": opinion.state not in WORDLESS,
    }
    return _shown(request, context, form)


def _shown(request: HttpRequest, context: dict[str, Any], form: CorrectForm | None) -> HttpResponse:
    status = form.status if form else 200
    return render(request, "public/my_data.html", context, status=status)
