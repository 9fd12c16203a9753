"""Files that went with an opinion, read by its author."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from doithoai.opinions.queries.attachments import attachments_of
from doithoai.web.downloads import download
from doithoai.web.public.opinion.receipt import opinion_of


@require_GET
def file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    found = opinion_of(request, code)
    return download(get_object_or_404(attachments_of(found), pk=pk))
