"""A receipt: what became of one's opinion, and what its author may still say.

Only who holds the code gets here, so these pages are never kept by anybody. The address is not
told to other sites; it must be told to our own, or the browser would send its forms without the
origin by which forgeries are known.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from doithoai.deadlines.rules import RuleCode
from doithoai.dossiers.matter import facts_of
from doithoai.dossiers.path import path_of, reckoner
from doithoai.dossiers.promise import promises_of
from doithoai.opinions.actions.data_rights import withdraw_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.forms.author import ReplyForm
from doithoai.opinions.models import Matter, Opinion
from doithoai.opinions.queries.attachments import attachments_of, inquiries_of
from doithoai.opinions.queries.data_rights import referral_of
from doithoai.opinions.queries.passing import passings_of
from doithoai.oversight.actions import confirm_result
from doithoai.oversight.forms import DisputeForm
from doithoai.oversight.queries import awaits_verdict, latest_commitment
from doithoai.people.gate.passing import pass_speaking
from doithoai.record.queries import history
from doithoai.web.components.history import told
from doithoai.web.public.gate import known_receipt, with_patience

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def unkept[**P](view: View[P]) -> View[P]:
    """Nobody keeps the page, and no search engine lists it."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered


@require_GET
@unkept
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code, opinion_of(request, code))


@require_POST
@unkept
def reply(request: HttpRequest, code: str) -> HttpResponse:
    found = opinion_of(request, code)
    form = ReplyForm(request.POST, opinion=found)
    if form.is_valid():
        form.act(pass_speaking, bytes(found.receipt_digest))
        if not form.refused and form.save(by=Author(found)):
            return redirect("receipt", code=code)
    return with_patience(_page(request, code, found, reply_form=form), form)


@require_POST
@unkept
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    found = opinion_of(request, code)
    withdraw_opinion(found, by=Author(found))
    return redirect("receipt", code=code)


@require_POST
@unkept
def confirm(request: HttpRequest, code: str, matter: str) -> HttpResponse:
    found = opinion_of(request, code)
    pass_speaking(bytes(found.receipt_digest))
    confirm_result(_matter(found, matter), by=Author(found))
    return redirect("receipt", code=code)


@require_POST
@unkept
def dispute(request: HttpRequest, code: str, matter: str) -> HttpResponse:
    found = opinion_of(request, code)
    about = _matter(found, matter)
    form = DisputeForm(request.POST, matter=about)
    if form.is_valid():
        form.act(pass_speaking, bytes(found.receipt_digest))
        if not form.refused and form.save(by=Author(found)):
            return redirect("receipt", code=code)
    return with_patience(_page(request, code, found, about, form), form)


def opinion_of(request: HttpRequest, code: str) -> Opinion:
    found = known_receipt(request, code)
    if found is None:
        raise Http404
    return found


def _matter(opinion: Opinion, code: str) -> Matter:
    found = opinion.matters.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    code: str,
    opinion: Opinion,
    about: Matter | None = None,
    form: DisputeForm | None = None,
    *,
    reply_form: ReplyForm | None = None,
) -> HttpResponse:
    """The receipt; ``form`` is the dispute about the matter ``about`` that was sent."""
    sent = form or reply_form
    author, matters = Author(opinion), opinion.matters.order_by("id")
    context = {"opinion": opinion, "code": code} | {
        "link": request.build_absolute_uri(reverse("receipt", args=[code])),
        **_known_of(opinion),
        "reply_form": reply_form or ReplyForm(opinion=opinion),
        "moves": {one.name for one in opinion.lifecycle.allowed(opinion, by=author)},
        "matters": [_card(one, author, form if one == about else None) for one in matters],
    }
    return render(request, "public/receipt.html", context, status=sent.status if sent else 200)


CHANGES: Final = ("correct", "undo_accept", "reconsider", "recall", "restore", "reissue")
"""Steps by which the office put something right; the author is told of them one by one."""


def _known_of(opinion: Opinion) -> dict[str, Any]:
    return {
        "changes": told(history(opinion).filter(move__in=CHANGES), opinion.lifecycle),
        "files": attachments_of(opinion),
        "inquiry": inquiries_of(opinion).last(),
        "referral": referral_of(opinion),
        "passings": passings_of(opinion),
        "due": reckoner().due(
            RuleCode.ACCEPTANCE_NOTICE, opinion.received_at, unit=opinion.unit_id
        ),
    }


def _card(matter: Matter, author: Author, form: DisputeForm | None) -> dict[str, Any]:
    """A dispute that was refused is shown with its words, also when it comes too late."""
    facts = facts_of(matter.code)
    may_speak = awaits_verdict(matter, latest_commitment(matter))
    allowed = {one.name for one in matter.lifecycle.allowed(matter, by=author)}
    return {
        "matter": facts.matter,
        "steps": path_of(facts),
        "promises": promises_of(facts),
        "answers": facts.answers,
        "may_speak": may_speak or form is not None,
        "may_confirm": may_speak and "settle" in allowed,
        "form": form or DisputeForm(matter=matter),
    }
