"""“I have this problem too”: one touch beside the words that are being typed, two on a matter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from doithoai.opinions.forms.author import JoinForm
from doithoai.opinions.queries import public_matters
from doithoai.people.actors import Visitor
from doithoai.people.gate.passing import pass_join
from doithoai.web.public.gate import network, with_patience
from doithoai.web.public.opinion.send import JUST_SENT


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    matter = get_object_or_404(public_matters(), code=code)
    if matter.merged_into:
        return redirect("join", code=matter.merged_into.code)
    form = JoinForm(request.POST if request.method == "POST" else None, matter=matter)
    if form.is_bound and form.is_valid():
        form.act(pass_join, network(request), form.cleaned_data["client_key"])
        if not form.refused and (sent := form.save(by=Visitor())):
            return redirect(reverse("receipt", args=[sent[1]], query={JUST_SENT: "1"}))
    context: dict[str, Any] = {"matter": matter, "form": form}
    answer = render(request, "public/join.html", context, status=form.status)
    return with_patience(answer, form)
