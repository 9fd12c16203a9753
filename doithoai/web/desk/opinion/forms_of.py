"""What stands beside an opinion at triage: who has it in hand, ready words, what is alike."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.kit.vietnamese import slug
from doithoai.language.fields import suggest_fields
from doithoai.opinions.actions.hands import is_stale
from doithoai.opinions.fields import Field
from doithoai.opinions.forms import AcceptForm, AskForm, AttachForm, ReferForm, RefuseForm
from doithoai.opinions.forms.sorting import WhyForm
from doithoai.opinions.models import AnswerTemplate, Opinion
from doithoai.opinions.queries.gathering import templates_for
from doithoai.places.models import Village
from doithoai.places.queries import villages_of
from doithoai.places.rules import bare_village
from doithoai.web.desk.access import DeskRequest

TEMPLATED = {
    "ask": AnswerTemplate.Use.ASK,
    "refer": AnswerTemplate.Use.REFER,
    "refuse": AnswerTemplate.Use.REFUSE,
}


def hands(request: DeskRequest, opinion: Opinion) -> dict[str, Any]:
    """Who holds the opinion, as the page shows it; a stale hold is shown, and holds nobody up."""
    holder = opinion.taken_by
    return {
        "holder": holder,
        "is_mine": holder == request.official.user,
        "is_stale": is_stale(opinion),
        "is_held": bool(holder) and holder != request.official.user and not is_stale(opinion),
    }


def template_words(request: DeskRequest, moves: Sequence[str]) -> list[AnswerTemplate]:
    """Ready answers, when one of the moves uses them."""
    return list(templates_for(request.official)) if {*TEMPLATED} & set(moves) else []


def empty_form(
    move: str, opinion: Opinion, request: DeskRequest, words: Sequence[AnswerTemplate]
) -> ActionForm | None:
    """The form of a move; a template chosen by ``?template=`` has put its words in."""
    match move:
        case "accept":
            return AcceptForm(unit_id=opinion.unit_id, beside=request.GET)
        case "attach":
            return AttachForm(unit_id=opinion.unit_id)
        case "detach":
            return WhyForm()
        case "ask":
            return AskForm(prefix="ask", initial=_chosen(move, request.GET, words))
        case "refer":
            return ReferForm(prefix="refer", initial=_chosen(move, request.GET, words))
        case "refuse":
            return RefuseForm(prefix="refuse", initial=_chosen(move, request.GET, words))
    return None


def named_village(opinion: Opinion) -> Village | None:
    """The one village of the unit whose name stands in the text; None for none and for several."""
    said = f" {slug(opinion.text)} ".replace("-", " ")
    rows = villages_of(opinion.unit, today())
    named = [one for one in rows if f" {slug(bare_village(one.name))} ".replace("-", " ") in said]
    return named[0] if len(named) == 1 else None


def suggested_fields(opinion: Opinion) -> list[tuple[str, str]]:
    """(value, label) of the fields that the text is likely of, the likeliest first."""
    return [(one.field, str(Field(one.field).label)) for one in suggest_fields(opinion.text)]


def _chosen(move: str, query: QueryDict, words: Sequence[AnswerTemplate]) -> dict[str, str]:
    wanted = query.get("template", "")
    found = [one for one in words if str(one.pk) == wanted and one.use == TEMPLATED[move]]
    return {"question" if move == "ask" else "reason": found[0].body} if found else {}


def beside(
    request: DeskRequest, opinion: Opinion, words: Sequence[AnswerTemplate]
) -> dict[str, Any]:
    """Ready answers by their use, and the one that the address chooses."""
    by_use = {use: [one for one in words if one.use == use] for use in AnswerTemplate.Use.values}
    wanted = request.GET.get("template", "")
    chosen = [one.use for one in words if str(one.pk) == wanted]
    place = named_village(opinion) if opinion.village_id is None else None
    return {
        "named_village": place,
        "templates": by_use,
        "chosen_use": chosen[0] if chosen else "",
        "wanted": wanted,
    }
