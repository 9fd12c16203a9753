"""Writing dialogues: plan, announce, hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from doithoai.dialogues.lifecycle import OVER, DialogueState
from doithoai.dialogues.models import AgendaItem, Announcement, Dialogue, DialogueTally, Turn
from doithoai.dialogues.preview import PlacedLine, Preview
from doithoai.dialogues.queries import next_position
from doithoai.kit.days import HELD, PLAN
from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.kit.texts import required_line
from doithoai.kit.time import VIET_NAM, now, today
from doithoai.kit.vietnamese import clean, one_line
from doithoai.opinions.actions.matters import release_matter, take_up_matter
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.codes import client_mark
from doithoai.opinions.models import Channel, Matter
from doithoai.people.actors import System
from doithoai.places.actions import ensure_posts
from doithoai.places.models import Post, Unit, Village
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

MOST_ATTENDEES = 100_000
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class DialoguePlan:
    """What a plan says; ``chair`` must head the unit or a unit above it."""

    unit: Unit
    chair: Post
    title: str
    starts_at: datetime
    place: str = ""
    form: str = Dialogue.Form.PERIODIC
    mode: str = Dialogue.Mode.IN_PERSON
    how_to_attend: str = ""
    villages: Sequence[Village] = ()


@action
def plan_dialogue(plan: DialoguePlan, *, by: Actor, is_sample: bool = False) -> Dialogue:
    """Raises Invalid for a head of another unit than the one of the dialogue or one above it, and
    for a day that is no plan's; NotReady without a title.
    """
    dialogue = Dialogue(unit=plan.unit, is_sample=is_sample, **_planned(plan))
    perform("plan", dialogue, by=by)
    dialogue.villages.set(plan.villages)
    return dialogue


@action
def revise_dialogue(dialogue: Dialogue, plan: DialoguePlan, *, by: Actor) -> None:
    """Change a plan that is not announced yet; its unit, and so its agenda, stays."""
    if plan.unit != dialogue.unit:
        raise Invalid(_("A plan stays in its unit; plan another dialogue there."), field="unit")
    perform("revise", dialogue, by=by, also=_planned(plan))
    dialogue.villages.set(plan.villages)


def _planned(plan: DialoguePlan) -> dict[str, Any]:
    """The fields of a dialogue that a plan may change."""
    _require_chair(plan)
    PLAN.require(plan.starts_at.astimezone(VIET_NAM).date(), field="starts_on")
    return {
        "chair": plan.chair,
        "title": required_line(plan.title, field="title", longest=LONGEST_TITLE),
        "starts_at": plan.starts_at,
        "place": one_line(plan.place),
        "form": plan.form,
        "mode": plan.mode,
        "how_to_attend": clean(plan.how_to_attend),
    }


def _require_chair(plan: DialoguePlan) -> None:
    above: Unit | None = plan.unit
    while above and above.pk != plan.chair.unit_id:
        above = above.parent
    if above is None:
        raise Invalid(_("This head answers for another unit."), field="chair")


@action
def notify_dialogue(
    dialogue: Dialogue, *, by: Actor, means: Iterable[str] = (Announcement.Means.WEBSITE,)
) -> None:
    """Publish the notice; Luật 72/2025/QH15, Điều 43: at least 7 days before.

    A later notice is published all the same, and the page says by how much it was late.
    """
    facts = {"starts_at": dialogue.starts_at.isoformat()}
    perform("notify", dialogue, by=by, facts=facts, also={"noticed_at": now()})
    on = today()
    Announcement.objects.bulk_create(
        Announcement(dialogue=dialogue, means=one, on=on) for one in dict.fromkeys(means)
    )


@action
def open_dialogue(dialogue: Dialogue, *, by: Actor) -> None:
    perform("open", dialogue, by=by, also={"opened_at": now()})


@action
def close_dialogue(dialogue: Dialogue, *, by: Actor, attendees: int) -> None:
    """Raises Invalid for a number of people that no dialogue has; NotReady for none."""
    if not 0 <= attendees <= MOST_ATTENDEES:
        raise Invalid(
            _("Please count the people who attended: at most %(most)d.") % {"most": MOST_ATTENDEES},
            field="attendees",
        )
    also = {"attendees": attendees, "closed_at": now()}
    perform("close", dialogue, by=by, facts={"attendees": attendees}, also=also)


@action
def cancel_dialogue(dialogue: Dialogue, *, by: Actor, reason: str) -> None:
    """Cancel; its matters wait for another dialogue."""
    perform("cancel", dialogue, by=by, note=reason)
    for item in dialogue.agenda.select_related("matter"):
        release_matter(item.matter, by=by, reason=reason)


@action
def put_matter(dialogue: Dialogue, matter: Matter, *, by: Actor, is_live: bool = False) -> None:
    """Put an open matter of the same unit on the agenda."""
    _lock_until_held(dialogue)
    if matter.unit_id != dialogue.unit_id:
        raise Invalid(_("The matter belongs to another unit."))
    take_up_matter(matter, by=by)
    AgendaItem.objects.create(
        dialogue=dialogue,
        matter=matter,
        position=next_position(dialogue.agenda.all()),
        is_live=is_live,
    )


@action
def put_matters(dialogue: Dialogue, matters: Iterable[Matter], *, by: Actor) -> None:
    """Put all of them on the agenda in this order, or none."""
    for matter in matters:
        put_matter(dialogue, matter, by=by)


@action
def take_off_matter(dialogue: Dialogue, matter: Matter, *, by: Actor, reason: str) -> None:
    """Take a matter off the agenda, with a reason that the public can read."""
    _lock_until_held(dialogue)
    if not dialogue.agenda.filter(matter=matter).exists():
        raise WrongState(_("The matter is no longer on the agenda."))
    release_matter(matter, by=by, reason=reason)
    dialogue.agenda.filter(matter=matter).delete()


def _lock_until_held(dialogue: Dialogue) -> None:
    locked = Dialogue.objects.select_for_update().only("state").get(pk=dialogue.pk)
    if locked.state in OVER:
        raise WrongState(_("The dialogue is over; its agenda stands."))


def record_turn(
    dialogue: Dialogue,
    *,
    by: Actor,
    client_key: UUID,
    text: str,
    drafts: Sequence[MatterDraft] = (),
    existing: Sequence[Matter] = (),
    village: Village | None = None,
    answer: str = "",
    answered_by: str = "",
    names_are_public: bool = False,
) -> Turn:
    """Somebody spoke: an opinion, the matters in it on the agenda, and the answer given there.

    ``answered_by`` is a post; an answer without it is NotReady. The same ``client_key`` again gives
    the same turn. ``names_are_public`` as in ``accept_opinion``.
    """
    answer, answered_by = clean(answer), one_line(answered_by)
    if answer and not answered_by:
        raise NotReady(_("Say who answered: the post is enough."), field="answered_by")
    raised = {"drafts": drafts, "existing": existing, "names_are_public": names_are_public}
    try:
        return _record_turn(
            dialogue,
            by=by,
            client_key=client_key,
            text=text,
            village=village,
            answer=answer,
            answered_by=answered_by,
            raised=raised,
        )
    except IntegrityError:
        return Turn.objects.get(dialogue=dialogue, opinion__client_mark=client_mark(client_key))


@action
def _record_turn(
    dialogue: Dialogue,
    *,
    by: Actor,
    client_key: UUID,
    text: str,
    village: Village | None,
    answer: str,
    answered_by: str,
    raised: dict[str, Any],
) -> Turn:
    if not by.may(Permission.RECORD_TURN, dialogue):
        raise NotAllowed(_("Only the office records who speaks."))
    locked = Dialogue.objects.select_for_update().only("state").get(pk=dialogue.pk)
    if locked.state != DialogueState.OPEN:
        raise WrongState(_("Turns are recorded while the dialogue is under way."))
    opinion, _receipt = record_opinion(
        by=by,
        client_key=client_key,
        unit=dialogue.unit,
        village=village,
        text=text,
        channel=Channel.MEETING,
        is_sample=dialogue.is_sample,
    )
    turn = Turn.objects.create(
        dialogue=dialogue,
        opinion=opinion,
        position=next_position(dialogue.turns.all()),
        answer=answer,
        answered_by=answered_by,
    )
    on_agenda = set(dialogue.agenda.values_list("matter_id", flat=True))
    for matter in accept_opinion(opinion, by=by, **raised):
        if matter.pk not in on_agenda:
            put_matter(dialogue, matter, by=by, is_live=True)
    return turn


def import_register(preview: Preview, *, by: Actor) -> int:
    """Write the new dialogues of a register with their figures, all or none; answers how many.

    The same register again writes nothing. Raises Invalid with a line per problem.
    """
    if preview.problems:
        raise Invalid("\n".join(map(str, preview.problems)))
    try:
        return _import_lines(preview, by=by)
    except IntegrityError as error:
        raise WrongState(
            _("Somebody imported the same dialogues at this moment. Please look again.")
        ) from error


@action
def _import_lines(preview: Preview, *, by: Actor) -> int:
    posts: dict[tuple[int, str], Post] = {}
    tallies = []
    # the register proves that these heads were there, whoever brings it
    founder = System(by.mark, frozenset({Permission.MANAGE_OFFICE}))
    for placed in preview.new:
        holder = (placed.chair_unit.pk, placed.line.chair_kind)
        if holder not in posts:
            for post in ensure_posts(unit=placed.chair_unit, by=founder):
                posts[placed.chair_unit.pk, post.kind] = post
        tallies.append(_import_line(placed, posts[holder], preview.is_illustration, by))
    DialogueTally.objects.bulk_create(tallies)
    return len(tallies)


def _import_line(placed: PlacedLine, chair: Post, is_sample: bool, by: Actor) -> DialogueTally:
    line = placed.line
    HELD.require(line.on, field="")
    midnight = datetime.combine(line.on, time(), VIET_NAM)
    title = f"{chair.title} đối thoại với Nhân dân"
    if placed.unit != placed.chair_unit:
        title = f"{title} {placed.unit.name[0].lower()}{placed.unit.name[1:]}"
    dialogue = Dialogue(
        unit=placed.unit,
        chair=chair,
        title=title,
        starts_at=midnight,
        has_time_of_day=False,
        closed_at=midnight,
        attendees=line.attendees,
        register_key=placed.key,
        is_sample=is_sample,
    )
    perform("import", dialogue, by=by, facts={"row": line.row_number})
    return DialogueTally(
        dialogue=dialogue,
        opinions=line.opinions,
        matters=line.matters,
        answered_on_the_spot=line.answered_on_spot or 0,
        assigned=line.assigned or 0,
        passed_on=line.passed_up or 0,
        conclusion_number=line.notice_number,
    )
