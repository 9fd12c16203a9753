"""Files that go with an opinion: added and taken back before it is sent, read by its author."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.attachments import remove_attachment
from doithoai.opinions.forms.attachments import AttachmentForm, RemovalForm
from doithoai.opinions.queries import opinion_by_receipt
from doithoai.opinions.queries.attachments import attachments_of, waiting_attachments
from doithoai.web.downloads import download
from doithoai.web.public import gate


@never_cache
@require_POST
def attach(request: HttpRequest) -> HttpResponse:
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        gate.pass_upload(request, form.cleaned_data["client_key"])
        form.add()
    return _list(request, form)


@never_cache
@require_POST
def detach(request: HttpRequest) -> HttpResponse:
    form = RemovalForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        remove_attachment(client_key=given["client_key"], pk=given["attachment"])
    return _list(request, form)


@require_GET
def file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    gate.pass_look_up(request)
    found = opinion_by_receipt(code)
    if found is None:
        gate.count_miss(request)
        raise Http404
    return download(get_object_or_404(attachments_of(found), pk=pk))


def _list(request: HttpRequest, form: ActionForm) -> HttpResponse:
    """The files that wait, with what was wrong: JSON for a program, else the list and the form."""
    key = form.cleaned_data.get("client_key") if hasattr(form, "cleaned_data") else None
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        errors = [str(one) for several in form.errors.values() for one in several]
        rows = waiting_attachments(key).values("id", "name", "size", "kind") if key else []
        body = {"files": list(rows), "errors": errors}
        answer: HttpResponse = JsonResponse(body, status=form.status)
    else:
        answer = render(request, _template(request), waiting(key, form), status=form.status)
    return gate.with_patience(answer, form)


def _template(request: HttpRequest) -> str:
    is_fragment = bool(getattr(request, "htmx", False))
    return "public/parts/attachments.html" if is_fragment else "public/attachments.html"


def waiting(client_key: UUID | None, form: ActionForm | None = None) -> dict[str, Any]:
    """What ``public/parts/attachments.html`` shows: the files that wait and the form for more."""
    if not isinstance(form, AttachmentForm):
        form = AttachmentForm(initial={"client_key": client_key})
    files = waiting_attachments(client_key) if client_key else []
    return {"files": files, "file_form": form, "client_key": client_key}
