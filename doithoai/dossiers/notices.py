"""What the heads of a unit are told: who was let in to opinions, and who looks very often."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from doithoai.kit.time import now
from doithoai.people.actors import Official
from doithoai.people.gate.limits import MANY_LOOKS
from doithoai.people.models import User
from doithoai.people.roles import READERS, RoleName
from doithoai.record.models import OF_ACCESS, Entry
from doithoai.record.permissions import Permission

SPAN: Final = timedelta(days=30)
MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened on a day, in a sentence."""

    on: date
    words: str


def notices_for(official: Official) -> list[Notice]:
    """Of the last 30 days at the units that the person heads, the latest first; two queries."""
    units = official.unit_ids(Permission.APPOINT_OFFICIAL)
    if not units:
        return []
    rows = Entry.objects.filter(unit__in=units, at__gte=now() - SPAN, move__in=OF_ACCESS)
    entries = list(rows.order_by("-at"))
    accounts = {entry.facts.get("account") for entry in entries} - {None}
    names = {key: one.display_name for key, one in User.objects.in_bulk(accounts).items()}
    found = [*_let_in(entries, names), *_many_looks(entries, names)]
    return sorted(found, key=lambda one: one.on, reverse=True)[:MOST]


def _let_in(entries: Iterable[Entry], names: dict[int, str]) -> Iterator[Notice]:
    """Roles that an administrator gave, and links for accounts that hold such a role."""
    for entry in entries:
        if f"{RoleName.ADMINISTRATOR}@" not in entry.actor:
            continue
        who = names.get(entry.facts.get("account"), "")
        on = localdate(entry.at)
        if entry.move == "appoint" and entry.facts["role"] in READERS:
            words = _("The administrator gave %(who)s the role “%(role)s”.")
            yield Notice(on, words % {"who": who, "role": RoleName(entry.facts["role"]).label})
        if entry.move == "password_link" and READERS & set(entry.facts.get("roles", ())):
            words = _("The administrator made a link with which %(who)s sets a password.")
            yield Notice(on, words % {"who": who})


def _many_looks(entries: Iterable[Entry], names: dict[int, str]) -> Iterator[Notice]:
    looks = Counter(
        (localdate(entry.at), entry.facts["account"])
        for entry in entries
        if entry.move in {"reveal", "unseal", "look_up"}
    )
    for (on, account), count in looks.items():
        if count > MANY_LOOKS:
            words = _("%(count)d looks into the vault on this day by %(who)s.")
            yield Notice(on, words % {"count": count, "who": names.get(account, "")})
