"""Files of an opinion, for those who decide about it: no program covers what a picture shows."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from doithoai.opinions.queries import opinions_to_decide
from doithoai.opinions.queries.attachments import attachments_of
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.downloads import download


@require_safe
@needs(Permission.TRIAGE_OPINION)
def file(request: DeskRequest, pk: int, attachment: int) -> HttpResponseBase:
    opinion = get_object_or_404(opinions_to_decide(request.official), pk=pk)
    return download(get_object_or_404(attachments_of(opinion), pk=attachment))
