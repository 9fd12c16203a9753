"""What becomes of a matter after it was opened."""

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotReady
from doithoai.kit.texts import required_line
from doithoai.language.privacy import covered, public_words
from doithoai.opinions.actions.entering import require_villages
from doithoai.opinions.actions.triage import MatterDraft, require_public_names
from doithoai.opinions.author import Author
from doithoai.opinions.fields import Field
from doithoai.opinions.models import Matter
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor

LONGEST_TITLE = 200


@action
def correct_matter(
    matter: Matter, *, by: Actor, draft: MatterDraft, reason: str, names_are_public: bool = False
) -> None:
    """Put right what the office wrote of it for the public; the history keeps what stood there,
    but for what leads to private persons: perhaps it is corrected because of one.

    Raises NotReady when nothing is other than before, or a name was not looked at; Invalid for no
    field that there is and for a village of another unit.
    """
    title = required_line(draft.title, field="title", longest=LONGEST_TITLE)
    if draft.field not in Field.values:
        raise Invalid(_("There is no such field."), field="field")
    if draft.village:
        require_villages(matter.unit, [draft.village], field="village")
    require_public_names([draft], "", names_are_public=names_are_public)
    locked = Matter.objects.select_for_update(of=("self",)).select_related("village")
    before = locked.get(pk=matter.pk)
    told = {
        "title": public_words(title), "summary": public_words(draft.summary),
        "field": draft.field, "village": draft.village,
    }  # fmt: skip
    changed = {name: value for name, value in told.items() if getattr(before, name) != value}
    if not changed:
        raise NotReady(_("Nothing is other than before."))
    was = {name: covered(str(getattr(before, name) or "")) for name in changed}
    perform("correct", matter, by=by, note=public_words(reason), facts={"was": was}, also=changed)


@action
def take_up_matter(matter: Matter, *, by: Actor) -> None:
    perform("take_up", matter, by=by)


@action
def release_matter(matter: Matter, *, by: Actor, reason: str) -> None:
    perform("release", matter, by=by, note=public_words(reason))


@action
def conclude_matter(matter: Matter, *, by: Actor) -> None:
    perform("conclude", matter, by=by)


@action
def settle_matter(matter: Matter, *, by: Author) -> None:
    perform("settle", matter, by=by)


@action
def reopen_matter(matter: Matter, *, by: Author) -> None:
    """The author was answered but not helped: the matter waits for a dialogue again."""
    perform("reopen", matter, by=by)


@action
def object_to_matter(matter: Matter, *, by: Author) -> None:
    """The promised work is not done: the matter stands concluded, no longer settled."""
    perform("object", matter, by=by)
