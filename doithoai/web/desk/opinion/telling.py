"""The letter to an author whom no message reaches."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from doithoai.kit.time import today
from doithoai.opinions.forms.privacy import RevealAuthorForm
from doithoai.opinions.queries import opinions_to_decide
from doithoai.opinions.queries.attachments import inquiries_of
from doithoai.opinions.queries.telling import telling_of
from doithoai.people.lifecycle import IdentityState
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TRIAGE_OPINION)
def letter(request: DeskRequest, pk: int) -> HttpResponse:
    """Without a name; with one in the answer to a reason, and nowhere later."""
    rows = opinions_to_decide(request.official).select_related("unit", "village", "identity")
    opinion = get_object_or_404(rows, pk=pk)
    telling = telling_of(opinion)
    if telling is None:
        raise Http404
    has_name = opinion.identity is not None and opinion.identity.state == IdentityState.KEPT
    form = RevealAuthorForm(request.POST or None, opinion=opinion) if has_name else None
    contact = form.save(by=request.official) if form and form.is_valid() else None
    context = {
        "opinion": opinion,
        "question": inquiries_of(opinion).last(),
        "today": today(),
        "form": form,
        "contact": contact,
        "look_up": request.build_absolute_uri(reverse("look_up")),
    }
    return desk_page(request, "telling_letter.html", context, form.status if form else 200)
