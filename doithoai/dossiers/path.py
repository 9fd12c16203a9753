"""The path of a matter: six steps, each with its day, its paper, who answers, and what is late."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from doithoai.conclusions.models import Outcome
from doithoai.deadlines.queries import Reckoner
from doithoai.deadlines.rules import Due, RuleCode
from doithoai.dialogues.lifecycle import BEGUN, DialogueState
from doithoai.dossiers.links import Link
from doithoai.dossiers.matter import Concluded, Facts, Held, Work
from doithoai.dossiers.steps import Step, StepState
from doithoai.kit.time import VIET_NAM, date_time, today
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Channel
from doithoai.record.memory import kept

CONCLUSION_PLACE = "ket-luan"
"""Where the page of a dialogue tells its conclusion."""


def reckoner() -> Reckoner:
    """Rules and working days, kept until an official changes them."""
    return kept("reckoner", lambda: Reckoner(RuleCode))


def local_day(moment: datetime) -> date:
    return moment.astimezone(VIET_NAM).date()


@dataclass(frozen=True, slots=True)
class Round:
    """What belongs to the present round of a matter: each part may still be missing."""

    dialogue: Held | None
    conclusion: Concluded | None


def present_round(facts: Facts) -> Round:
    """After people said that an answer did not settle the matter, a new round begins."""
    dialogues = [
        one
        for one in facts.dialogues
        if one.state != DialogueState.CLOSED or facts.since_reopened(one.closed_at)
    ]
    conclusions = [one for one in facts.conclusions if facts.since_reopened(one.published_at)]
    is_waiting = facts.matter.state == MatterState.OPEN
    dialogue = dialogues[-1] if dialogues and not is_waiting else None
    return Round(dialogue, conclusions[-1] if conclusions else None)


def path_of(facts: Facts) -> list[Step]:
    """The six steps in their order."""
    current = present_round(facts)
    return [
        _received(facts),
        _dialogue(facts, current),
        _conclusion(current),
        _assignment(facts, current),
        _result(facts, current),
        _confirmation(facts, current),
    ]


def _received(facts: Facts) -> Step:
    began, accepted = facts.first_at, local_day(facts.matter.opened_at)
    due = reckoner().due(RuleCode.ACCEPTANCE_NOTICE, began, unit=facts.matter.unit_id)
    late = _days_after(accepted, due)
    return Step(
        title=pgettext("step of the path", "Received"),
        state=StepState.DONE,
        on=local_day(began),
        text=str(Channel(facts.first_channel).label) if facts.first_channel else "",
        late_days=late,
        legal_basis=due.legal_basis if due and late else "",
    )


def _dialogue(facts: Facts, current: Round) -> Step:
    title, held = pgettext("step of the path", "Dialogue"), current.dialogue
    if held is None:
        return _waiting_for_dialogue(title, facts)
    if held.state == DialogueState.PLANNED:
        return Step(
            title=title,
            state=StepState.NOW,
            text=_("On the agenda of a dialogue; its notice follows"),
        )
    link: Any = {"link": Link("dialogue", held.pk), "link_text": _("See the dialogue")}
    if held.state == DialogueState.NOTICED:
        return Step(title=title, state=StepState.NOW, text=date_time(held.starts_at), **link)
    if held.state == DialogueState.OPEN:
        return Step(title=title, state=StepState.NOW, text=_("Under way now"), **link)
    on = local_day(held.starts_at)
    return Step(title=title, state=StepState.DONE, on=on, text=held.chair, **link)


def _waiting_for_dialogue(title: str, facts: Facts) -> Step:
    last = facts.last("open", "release", "reopen")
    if last and last.move == "release":
        reason = _("Taken off the agenda: %(reason)s") % {"reason": last.note}
        return Step(title=title, state=StepState.TAKEN_BACK, on=local_day(last.at), text=reason)
    if last and last.move == "reopen":
        return Step(title=title, state=StepState.NOW, text=_("Waits for a dialogue once more"))
    return Step(title=title, state=StepState.NOW, text=_("Waits for the next dialogue"))


def _conclusion(current: Round) -> Step:
    title, held, concluded = _("Conclusion"), current.dialogue, current.conclusion
    due = (
        reckoner().due(
            RuleCode.CONCLUSION_NOTICE, held.closed_at or held.starts_at, unit=held.unit_id
        )
        if held
        else None
    )
    basis = due.legal_basis if due else ""
    if concluded:
        on = local_day(concluded.published_at)
        late = _days_after(on, due)
        return Step(
            title=title,
            state=StepState.DONE,
            on=on,
            late_days=late,
            legal_basis=basis if late else "",
            link=Link("dialogue", concluded.dialogue, CONCLUSION_PLACE),
            link_text=concluded.number,
        )
    if held is None or held.state not in BEGUN:
        return Step(
            title=title, state=StepState.TODO, due=due.on if due else None, legal_basis=basis
        )
    return _awaited(title, due, is_now=held.state == DialogueState.CLOSED)


def _assignment(facts: Facts, current: Round) -> Step:
    title, concluded = _("Assignment"), current.conclusion
    if concluded is None:
        return Step(title=title, state=StepState.TODO)
    text = str(Outcome(concluded.outcome).label)
    if concluded.outcome == Outcome.ASSIGNED:
        text = concluded.lead
    elif concluded.receiver:
        text = f"{text}: {concluded.receiver}"
    on = local_day(concluded.published_at)
    return Step(title=title, state=StepState.DONE, on=on, text=text)


def _result(facts: Facts, current: Round) -> Step:
    title, concluded, made = _("Result"), current.conclusion, facts.work
    if concluded is None:
        return Step(title=title, state=StepState.TODO, text=_("after the conclusion"))
    if concluded.outcome != Outcome.ASSIGNED or made is None:
        return _result_without_work(title, concluded)
    if made.done_on:
        late = made.days_late
        basis = made.due_basis if late else ""
        return Step(
            title=title, state=StepState.DONE, on=made.done_on, late_days=late, legal_basis=basis
        )
    late = made.days_late
    return Step(
        title=title,
        state=StepState.LATE if late else StepState.NOW,
        due=made.due_on,
        late_days=late,
        text=_last_words(made, facts),
        legal_basis=made.due_basis,
    )


def _last_words(made: Work, facts: Facts) -> str:
    """The newest percentage since people last said that it is not done, when there is one."""
    disputed = [
        one.at
        for one in facts.steps
        if (one.life, one.thing, one.move) == ("commitment", made.pk, "reopen")
    ]
    percents = [
        one.percent
        for one in made.reports
        if one.percent is not None and not (disputed and one.at < disputed[-1])
    ]
    if disputed and not percents:
        return _("People said that it is not done")
    return _("%(percent)d%% done") % {"percent": percents[-1]} if percents else ""


def _result_without_work(title: str, concluded: Concluded) -> Step:
    on = local_day(concluded.published_at)
    match concluded.outcome:
        case Outcome.PASSED_ON:
            text = _("The competent level has to answer")
            return Step(title=title, state=StepState.NOW, text=text)
        case Outcome.REFERRED:
            return Step(
                title=title, state=StepState.DONE, on=on, text=_("Settled in another procedure")
            )
        case _:
            return Step(title=title, state=StepState.DONE, on=on, text=_("Answered"))


def _confirmation(facts: Facts, current: Round) -> Step:
    title, matter = _("People confirm"), facts.matter
    settled, disputed = facts.last("settle"), facts.last("reopen", "object")
    if matter.state == MatterState.SETTLED and settled:
        count = facts.settled_count or 1
        words = ngettext("%(count)d person confirms", "%(count)d people confirm", count)
        text = words % {"count": count}
        return Step(title=title, state=StepState.DONE, on=local_day(settled.at), text=text)
    if disputed and not _has_result_since(facts, disputed.at):
        return Step(
            title=title,
            state=StepState.TAKEN_BACK,
            on=local_day(disputed.at),
            remark=_("Reopened"),
            text=_("People said that it is not settled"),
        )
    if _awaits_people(facts, current):
        words = ngettext(
            "%(count)d person is asked", "%(count)d people are asked", facts.opinion_count
        )
        return Step(title=title, state=StepState.NOW, text=words % {"count": facts.opinion_count})
    return Step(title=title, state=StepState.TODO, text=_("when there is a result"))


def _awaits_people(facts: Facts, current: Round) -> bool:
    if current.conclusion is None:
        return False
    if current.conclusion.outcome == Outcome.ASSIGNED:
        return bool(facts.work and facts.work.done_on)
    return facts.matter.state == MatterState.CONCLUDED


def _has_result_since(facts: Facts, moment: datetime) -> bool:
    """Whether something was reported done, or concluded, after people disputed it."""
    moves = {"report_done", "conclude"}
    return any(one.move in moves and one.at > moment for one in facts.steps)


def _awaited(title: str, due: Due | None, *, is_now: bool) -> Step:
    if due is None or not is_now:
        return Step(title=title, state=StepState.NOW if is_now else StepState.TODO)
    late = _days_after(today(), due)
    state = StepState.LATE if late else StepState.NOW
    return Step(title=title, state=state, due=due.on, late_days=late, legal_basis=due.legal_basis)


def _days_after(day: date, due: Due | None) -> int:
    return max(0, (day - due.on).days) if due else 0
