"""Heads of units: their posts."""

from doithoai.places.actions.rights import require_right
from doithoai.places.models import Post, Unit
from doithoai.places.rules import government_title, party_title
from doithoai.record.actions import action
from doithoai.record.moves import Actor
from doithoai.record.notes import note


@action
def ensure_posts(*, unit: Unit, by: Actor) -> tuple[Post, Post]:
    """The two heads of a unit (Party committee, government); those it has are left as they are."""
    require_right(by, unit)
    titles = {
        Post.Kind.PARTY: party_title(unit.type, unit.bare_name),
        Post.Kind.GOVERNMENT: government_title(unit.type, unit.bare_name),
    }
    party, government = (_post(unit, kind, title, by) for kind, title in titles.items())
    return party, government


def _post(unit: Unit, kind: str, title: str, by: Actor) -> Post:
    post, is_new = Post.objects.get_or_create(unit=unit, kind=kind, defaults={"title": title})
    if is_new:
        note("post", "add", post.pk, by=by, unit=unit.pk, facts={"title": title})
    return post
