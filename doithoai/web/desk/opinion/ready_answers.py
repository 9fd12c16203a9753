"""The office's ready answers: questions, referrals, refusals."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doithoai.opinions.actions.rounds import drop_template
from doithoai.opinions.forms.gathering import TemplateForm
from doithoai.opinions.queries.gathering import templates_for
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TRIAGE_OPINION)
def templates(request: DeskRequest) -> HttpResponse:
    form = TemplateForm(request.POST if request.method == "POST" else None, by=request.official)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The template is kept."))
        return redirect("desk:templates")
    context = {"form": form, "rows": templates_for(request.official)}
    return desk_page(request, "templates.html", context, form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TRIAGE_OPINION)
def template_change(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(templates_for(request.official), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = TemplateForm(data, by=request.official, changing=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The template is kept."))
        return redirect("desk:templates")
    return desk_page(request, "templates.html", {"form": form, "changing": found}, form.status)


@require_POST
@needs(Permission.TRIAGE_OPINION)
def template_drop(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(templates_for(request.official), pk=pk)
    drop_template(found, by=request.official)
    messages.success(request, _("The template is taken away."))
    return redirect("desk:templates")
