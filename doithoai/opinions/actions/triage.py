"""What the office decides about an opinion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotReady, WrongState
from doithoai.kit.time import now
from doithoai.language.privacy import Kind, found, public_words
from doithoai.opinions.actions.entering import require_round
from doithoai.opinions.actions.four_eyes import drop_proposal, require_second_person
from doithoai.opinions.actions.hands import FREE, require_free
from doithoai.opinions.actions.telling import begin_telling
from doithoai.opinions.codes import matter_code
from doithoai.opinions.lifecycle import UNLISTED, MatterState
from doithoai.opinions.models import CollectionRound, Matter, Opinion, Proposal, Raising, Telling
from doithoai.opinions.rules import KEPT_FOR
from doithoai.places.models import Village
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.queries import history


@dataclass(frozen=True, slots=True)
class MatterDraft:
    """What the office names when it accepts an opinion; ``quote`` may be read by the public."""

    title: str
    field: str
    summary: str = ""
    village: Village | None = None
    quote: str = ""


class Named(TypedDict, total=False):
    """What the office names of an opinion: new matters, known ones, and words to show with these.

    ``names_are_public``: somebody looked at the names in these words, and none is a private
    person's; without it NotReady is raised where there seem to be names.
    """

    drafts: Sequence[MatterDraft]
    existing: Sequence[Matter]
    quote: str
    names_are_public: bool


@action
def accept_opinion(opinion: Opinion, *, by: Actor, **named: Unpack[Named]) -> list[Matter]:
    """Accept an opinion and name the matters that it raises, at least one."""
    require_free(opinion, by=by)
    drop_proposal(opinion)
    named_matters = _name_matters("accept", opinion, by=by, also=FREE, **named)
    begin_telling(opinion, Telling.About.ACCEPTED)
    return named_matters


@action
def attach_matters(opinion: Opinion, *, by: Actor, **named: Unpack[Named]) -> list[Matter]:
    """An accepted opinion turns out to raise more."""
    return _name_matters("attach", opinion, by=by, also={}, **named)


def _name_matters(
    move: str,
    opinion: Opinion,
    *,
    by: Actor,
    also: dict[str, Any],
    drafts: Sequence[MatterDraft] = (),
    existing: Sequence[Matter] = (),
    quote: str = "",
    names_are_public: bool = False,
) -> list[Matter]:
    _require_matters(opinion, drafts, existing)
    require_public_names(drafts, quote, names_are_public=names_are_public)
    perform(move, opinion, by=by, facts={"matters": len(drafts) + len(existing)}, also=also)
    if existing and opinion.raisings.filter(matter__in=existing).exists():
        raise Invalid(_("The opinion raises this matter already."), field="existing")
    return raise_matters(opinion, by=by, drafts=drafts, existing=existing, quote=quote)


def _require_matters(
    opinion: Opinion, drafts: Sequence[MatterDraft], existing: Sequence[Matter]
) -> None:
    if not drafts and not existing:
        raise NotReady(_("Name at least one matter that the opinion raises."))
    if any(matter.unit_id != opinion.unit_id for matter in existing):
        raise Invalid(_("The matter belongs to another unit."))


def require_public_names(
    drafts: Sequence[MatterDraft], quote: str, *, names_are_public: bool
) -> None:
    """Raises NotReady for what reads like a private person's name and was not looked at."""
    written = [quote, *(text for one in drafts for text in (one.title, one.summary, one.quote))]
    names = dict.fromkeys(
        text[span.start : span.end]
        for text in written
        for span in found(text)
        if span.kind is Kind.NAME
    )
    if names and not names_are_public:
        sentence = _("This seems to name somebody: %(names)s. Please take it out, or confirm.")
        raise NotReady(sentence % {"names": ", ".join(names)}, field="names_are_public")


def raise_matters(
    opinion: Opinion,
    *,
    by: Actor,
    drafts: Sequence[MatterDraft],
    existing: Sequence[Matter],
    quote: str,
) -> list[Matter]:
    """Open the new ones and tie all of them to the opinion; called within an action."""
    kept = list(
        Matter.objects.select_for_update(of=("self",)).filter(pk__in=[m.pk for m in existing])
    )
    if gone := [matter for matter in kept if matter.state in UNLISTED]:
        raise WrongState(
            _("“%(title)s” is no matter of its own any more: it is now “%(state)s”.")
            % {"title": gone[0].title, "state": MatterState(gone[0].state).label},
            field="existing",
        )
    opened = [_open_matter(draft, opinion, by=by) for draft in drafts]
    pairs = zip(opened, drafts, strict=True)
    raisings = [Raising(opinion=opinion, matter=m, quote=public_words(d.quote)) for m, d in pairs]
    raisings += [
        Raising(opinion=opinion, matter=matter, quote=public_words(quote)) for matter in existing
    ]
    Raising.objects.bulk_create(raisings)
    return [*opened, *existing]


def _open_matter(draft: MatterDraft, opinion: Opinion, *, by: Actor) -> Matter:
    matter = Matter(
        unit=opinion.unit,
        village=draft.village or opinion.village,
        field=draft.field,
        title=public_words(draft.title),
        summary=public_words(draft.summary),
        opened_at=now(),
        is_sample=opinion.is_sample,
    )
    while True:
        matter.code = matter_code(opinion.unit.name)
        try:
            with transaction.atomic():
                perform("open", matter, by=by)
        except IntegrityError:
            if not Matter.objects.filter(code=matter.code).exists():
                raise
            matter.pk, matter.state = None, ""
            continue
        return matter


@action
def refuse_opinion(opinion: Opinion, *, by: Actor, reason: str) -> None:
    """Refuse an opinion with a reason that its author reads."""
    require_free(opinion, by=by)
    require_second_person(opinion, Proposal.Decision.REFUSE, by=by)
    reason = public_words(reason)
    perform("refuse", opinion, by=by, note=reason, also={"answer": reason, **FREE})
    begin_telling(opinion, Telling.About.REFUSED)


@action
def reconsider_opinion(opinion: Opinion, *, by: Actor, reason: str) -> None:
    """Undo a refusal: the opinion waits again, its author reads so.

    Raises WrongState a day after the refusal.
    """
    refused = history(opinion, public_only=False).filter(move="refuse").last()
    if refused and now() >= refused.at + KEPT_FOR:
        raise WrongState(_("A refusal is undone within 24 hours."))
    perform("reconsider", opinion, by=by, note=public_words(reason), also={"answer": ""})


@action
def release_opinion(opinion: Opinion, *, by: Actor) -> None:
    """Let an opinion through that waited for review."""
    require_free(opinion, by=by)
    perform("release", opinion, by=by)


@action
def detach_matter(opinion: Opinion, matter: Matter, *, by: Actor, reason: str) -> None:
    """Take away a matter that the opinion does not raise; one must stay."""
    perform("detach", opinion, by=by, note=public_words(reason), facts={"matter": matter.code})
    raised = opinion.raisings.filter(matter=matter)
    if not raised.exists():
        raise WrongState(_("The opinion does not raise this matter any more."))
    if opinion.raisings.count() == 1:
        raise NotReady(
            _("An accepted opinion raises at least one matter: add the right one first.")
        )
    raised.delete()


@action
def move_to_round(opinion: Opinion, round: CollectionRound | None, *, by: Actor) -> None:
    """Count the opinion in another round of collection, or in none."""
    require_round(round, opinion.unit)
    perform("regroup", opinion, by=by, also={"round": round})
