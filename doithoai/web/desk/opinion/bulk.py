"""One decision for many opinions: choose, confirm, read what became of each."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doithoai.kit.errors import Invalid, Refused
from doithoai.opinions.fields import Field
from doithoai.opinions.forms.bulk import DECISIONS, BulkForm, proposed_matter
from doithoai.opinions.models import AnswerTemplate, Opinion
from doithoai.opinions.queries import opinions_for
from doithoai.opinions.queries.gathering import templates_for
from doithoai.opinions.queries.queue import alike_waiting, matters_to_add_to
from doithoai.record.permissions import Permission
from doithoai.web.asked import keys_among
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page

MOST_AT_ONCE = 500
MOST_LISTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TRIAGE_OPINION)
def bulk(request: DeskRequest) -> HttpResponse:
    """First answer: what will be done, and to which; after “confirm”: what became of each."""
    if request.method != "POST":
        return redirect("desk:opinions")
    decision = request.POST.get("decision", "")
    if decision not in DECISIONS:
        raise Invalid(_("Choose what shall be done."))
    chosen = _chosen(request)
    form = BulkForm(
        request.POST if "confirm" in request.POST else None,
        decision=decision,
        opinions=chosen,
        by=request.official,
    )
    if form.is_valid():
        results = form.save(by=request.official)
        return desk_page(
            request, "bulk_done.html", {"results": results, "what": DECISIONS[decision]}
        )
    return _confirm(request, form, chosen)


def _confirm(request: DeskRequest, form: BulkForm, chosen: list[Opinion]) -> HttpResponse:
    is_refusal, is_naming = form.decision == "refuse", form.decision == "accept"
    known = matters_to_add_to(request.official) if is_naming else ()
    ready = templates_for(request.official, AnswerTemplate.Use.REFUSE) if is_refusal else ()
    context = {
        "form": form,
        "chosen": [(one, _proposal(one) if form.decision == "each" else "") for one in chosen],
        "what": DECISIONS[form.decision],
        "known": known[:MOST_LISTED],
        "templates": ready,
    }
    return desk_page(request, "bulk.html", context, form.status)


def _proposal(opinion: Opinion) -> str:
    """“Title · field” that it would be accepted with, or why it cannot be."""
    try:
        draft = proposed_matter(opinion)
    except Refused as refused:
        return str(refused)
    return f"{draft.title} · {Field(draft.field).label}"


def _chosen(request: DeskRequest) -> list[Opinion]:
    """The ticked opinions, each with all that are alike when “alike” is ticked too."""
    keys = keys_among(request.POST.getlist("pk"))
    if "alike" in request.POST:
        groups = alike_waiting(request.official)
        keys |= {one for key in list(keys) for one in groups.get(key, ())}
    if not keys:
        raise Invalid(_("Tick at least one opinion."))
    if len(keys) > MOST_AT_ONCE:
        raise Invalid(_("At most %(most)d opinions at once.") % {"most": MOST_AT_ONCE})
    return list(opinions_for(request.official).filter(pk__in=keys))
