"""Files of an opinion, for the officials of its unit."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from doithoai.opinions.queries import opinions_for
from doithoai.opinions.queries.attachments import attachments_of
from doithoai.web.desk.access import DeskRequest, units_required
from doithoai.web.downloads import download


@require_safe
@units_required
def file(request: DeskRequest, pk: int, attachment: int) -> HttpResponseBase:
    opinion = get_object_or_404(opinions_for(request.official), pk=pk)
    return download(get_object_or_404(attachments_of(opinion), pk=attachment))
