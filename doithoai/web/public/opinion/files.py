"""Files that went with an opinion, read by its author."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from doithoai.opinions.queries import opinion_by_receipt
from doithoai.opinions.queries.attachments import attachments_of
from doithoai.people.gate.passing import count_miss, pass_look_up
from doithoai.web.downloads import download
from doithoai.web.public.gate import network


@require_GET
def file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    pass_look_up(network(request))
    found = opinion_by_receipt(code)
    if found is None:
        count_miss(network(request))
        raise Http404
    return download(get_object_or_404(attachments_of(found), pk=pk))
