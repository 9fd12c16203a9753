"""What may be decided about an opinion: the forms, who has it in hand, ready words."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doithoai.finding.suggestions import known_matters, named_village, suggested_fields
from doithoai.kit.forms import ActionForm
from doithoai.language.signs import statutory_signs
from doithoai.language.titles import proposed_title
from doithoai.opinions.actions.hands import is_stale
from doithoai.opinions.forms import (
    AcceptForm,
    AskForm,
    AttachForm,
    CorrectArrivalForm,
    DecisionForm,
    DetachForm,
    InformForm,
    MattersForm,
    NoteToldForm,
    PassBackForm,
    PassOnForm,
    PassToVillageForm,
    PutBackForm,
    ReconsiderForm,
    ReferForm,
    RefuseForm,
    ReleaseForm,
    RestoreForm,
    SendAgainForm,
    TakeBackForm,
    TakeOverForm,
    UndoAcceptForm,
)
from doithoai.opinions.models import AnswerTemplate, Opinion
from doithoai.opinions.queries.gathering import templates_for
from doithoai.opinions.queries.queue import joinable_matters
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest

TEMPLATED = {
    "ask": AnswerTemplate.Use.ASK,
    "refer": AnswerTemplate.Use.REFER,
    "refuse": AnswerTemplate.Use.REFUSE,
}


class Decision(NamedTuple):
    """The form of a decision, and what is said when it is done."""

    form: type[DecisionForm | AcceptForm]
    done: Promise


DECISIONS: Final = {
    "take_over": Decision(TakeOverForm, _("You have this opinion in hand; the others see it.")),
    "put_back": Decision(PutBackForm, _("The opinion is free for others.")),
    "release": Decision(ReleaseForm, _("The opinion is let through; it waits in the queue.")),
    "ask": Decision(AskForm, _("The question is asked.")),
    "accept": Decision(AcceptForm, _("The opinion is accepted.")),
    "attach": Decision(AttachForm, _("The matter is added.")),
    "detach": Decision(DetachForm, _("The matter is taken away from this opinion.")),
    "refer": Decision(ReferForm, _("The opinion is referred; its author reads where it went.")),
    "send_again": Decision(SendAgainForm, _("The news is sent once more within a minute.")),
    "note_told": Decision(NoteToldForm, _("Noted: the author was told.")),
    "pass_on": Decision(PassOnForm, _("Passed on; its author reads where it is now.")),
    "pass_back": Decision(PassBackForm, _("Returned to the office that passed it on.")),
    "inform": Decision(InformForm, _("Noted: the author was told.")),
    "pass_to_village": Decision(
        PassToVillageForm, _("The village head is asked to tell the author.")
    ),
    "reconsider": Decision(ReconsiderForm, _("The opinion waits again; the refusal is undone.")),
    "undo_accept": Decision(UndoAcceptForm, _("The opinion waits again.")),
    "take_back": Decision(TakeBackForm, _("Taken back; for 24 hours it can be brought back.")),
    "restore": Decision(RestoreForm, _("The opinion waits again.")),
    "correct": Decision(CorrectArrivalForm, _("Corrected; its author reads that it was, and why.")),
    "refuse": Decision(RefuseForm, _("The opinion is refused.")),
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


def forms_of(
    opinion: Opinion, moves: Sequence[str], query: QueryDict, words: Sequence[AnswerTemplate]
) -> dict[str, ActionForm]:
    """The form of each allowed move; what the address chooses has put its words in."""
    return {
        move: DECISIONS[move].form(opinion=opinion, initial=_begun(move, opinion, query, words))
        for move in moves
        if move in DECISIONS
    }


def offer_known(forms: Iterable[ActionForm], opinion: Opinion) -> None:
    """Shows known matters in the forms that name some, looked for once."""
    naming = [form for form in forms if isinstance(form, MattersForm)]
    for form in naming:
        among = joinable_matters(opinion.unit_id)
        form.offer(known_matters(among, opinion.unit_id, opinion.text, form.sought))


def _begun(
    move: str, opinion: Opinion, query: QueryDict, words: Sequence[AnswerTemplate]
) -> dict[str, str]:
    """A title and a field for the first matter; the words of a ready answer, where it leads."""
    if move == "accept":
        likely = [value for value, _label in suggested_fields(opinion)[:1]]
        field = query.get("field") or next(iter(likely), "")
        return {"title": proposed_title(opinion.text), "field": field}
    wanted, use = query.get("template", ""), TEMPLATED.get(move)
    found = [one for one in words if str(one.pk) == wanted and one.use == use]
    if not found:
        return {}
    begun = {"question" if move == "ask" else "reason": found[0].body}
    return begun | ({"procedure": found[0].procedure} if move == "refer" else {})


def beside(
    request: DeskRequest, opinion: Opinion, words: Sequence[AnswerTemplate]
) -> dict[str, Any]:
    """Ready answers by their use, and the one that the address chooses."""
    by_use = {use: [one for one in words if one.use == use] for use in AnswerTemplate.Use.values}
    wanted = request.GET.get("template", "")
    chosen = [one.use for one in words if str(one.pk) == wanted]
    place = named_village(opinion) if opinion.village_id is None else None
    decides = opinion.is_waiting and request.official.may(Permission.TRIAGE_OPINION, opinion)
    return {
        "signs": statutory_signs(opinion.text) if decides else None,
        "named_village": place,
        "templates": by_use,
        "chosen_use": chosen[0] if chosen else "",
        "wanted": wanted,
    }
