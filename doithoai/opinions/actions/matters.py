"""What becomes of a matter after it was opened."""

from doithoai.language.privacy import public_words
from doithoai.opinions.author import Author
from doithoai.opinions.models import Matter
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor


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
