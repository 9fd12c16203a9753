"""Who acts in the illustration: posts, never persons.

The commune with demo accounts is acted by their officials; elsewhere the office's role stands in
its place with the same rights and no account.
"""

from dataclasses import dataclass, field

from doithoai.people.actions import appoint, create_account
from doithoai.people.actors import Official, System
from doithoai.people.models import User
from doithoai.people.queries import official
from doithoai.people.roles import ROLES, RoleName
from doithoai.places.models import Agency, Post
from doithoai.record.moves import Actor
from doithoai.sample.places import IN_OFFICE_SINCE, SAMPLE, Ground
from doithoai.sample.plan import table

DOMAIN = "demo.doithoai.example"


@dataclass
class Cast:
    """Answers who acts for a role at a unit, or for an agency."""

    _officials: dict[tuple[str, str], Official] = field(default_factory=dict)

    def at(self, unit: str, role: str) -> Actor:
        if found := self._officials.get((role, unit)):
            return found
        return System(f"{role}@{unit}", ROLES[role].permissions)

    def of(self, agency: Agency) -> Actor:
        return self.at(agency.key, RoleName.AGENCY)

    def head(self, post: Post) -> Actor:
        return self.at(post.unit.key, f"{post.kind}_head")

    def add(self, user: User, role: str, where: str) -> None:
        self._officials[role, where] = official(user)


def make_accounts(ground: Ground) -> Cast:
    """The demo accounts of every role; they have no password and are entered from the demo page."""
    cast = Cast()
    for row in table("accounts.csv"):
        unit = ground.units[row["unit"]]
        agency = ground.agencies[unit.key, row["agency"]] if row["agency"] else None
        user = create_account(
            by=SAMPLE, email=f"{row['email']}@{DOMAIN}", display_name=row["name"], is_demo=True
        )
        appoint(
            by=SAMPLE,
            user=user,
            role=row["role"],
            unit=unit,
            agency=agency,
            village=ground.villages[row["village"]] if row["village"] else None,
            starts_on=IN_OFFICE_SINCE,
        )
        cast.add(user, row["role"], agency.key if agency else unit.key)
    return cast
