"""Things for tests, made through the same actions that people use."""

import uuid
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from doithoai.commitments.actions import Report, publish_and_assign, report_done
from doithoai.commitments.models import Commitment
from doithoai.conclusions.actions import (
    ResolutionDraft,
    draft_conclusion,
    edit_conclusion,
    resolve_matter,
)
from doithoai.conclusions.models import ConclusionNotice, Outcome
from doithoai.deadlines.actions import import_rules
from doithoai.deadlines.models import DeadlineRule
from doithoai.deadlines.rulebook import read_rules
from doithoai.dialogues.actions import (
    DialoguePlan,
    close_dialogue,
    notify_dialogue,
    open_dialogue,
    plan_dialogue,
    put_matter,
)
from doithoai.dialogues.models import Dialogue
from doithoai.kit.time import as_of, now, today
from doithoai.kit.vietnamese import slug
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import Channel, Matter, Opinion
from doithoai.people.actors import Official, System, Visitor
from doithoai.people.contacts import Contact
from doithoai.people.models import Appointment, User
from doithoai.people.queries import official
from doithoai.people.roles import RoleName
from doithoai.places.models import Agency, Post, Unit, Village, VillagePlacement
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

LONG_AGO = date(2025, 7, 1)


@dataclass
class Commune:
    """A commune with an agency, a village, posts, and an official for each role that is asked."""

    unit: Unit
    agency: Agency
    village: Village
    party_post: Post
    government_post: Post
    officials: dict[str, Official] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Official:
        if role not in self.officials:
            self.officials[role] = make_official(role, self)
        return self.officials[role]


def make_rules() -> None:
    """The deadlines that the office begins with."""
    import_rules(
        rules=deepcopy(_rules()), by=System("tests", frozenset({Permission.MANAGE_OFFICE}))
    )


@cache
def _rules() -> list[DeadlineRule]:
    return read_rules()[0]


def make_unit(name: str = "Xã Kim Thành", code: str = "10804", parent: Unit | None = None) -> Unit:
    return Unit.objects.create(
        key=slug(name), code=code, name=name, type="xa", tier="commune", parent=parent,
        valid_from=LONG_AGO,
    )  # fmt: skip


def make_commune(name: str = "Xã Kim Thành", code: str = "10804") -> Commune:
    unit = make_unit(name, code)
    agency = Agency.objects.create(key=f"{unit.key}-kinh-te", unit=unit, name="Phòng Kinh tế")
    village = Village.objects.create(key=f"{unit.key}-phuong-due", name="thôn Phương Duệ")
    VillagePlacement.objects.create(village=village, unit=unit)
    posts = [
        Post.objects.create(unit=unit, kind=kind, title=f"{title} {name.lower()}")
        for kind, title in (("party", "Bí thư Đảng ủy"), ("government", "Chủ tịch UBND"))
    ]
    commune = Commune(unit, agency, village, posts[0], posts[1])
    assert commune[RoleName.OFFICE]  # a unit without an office receives no opinions
    return commune


def make_official(role: str, commune: Commune) -> Official:
    user = User.objects.create(
        email=f"{role}@{commune.unit.key}.example", display_name=f"{role} {commune.unit.name}"
    )
    Appointment.objects.create(
        user=user,
        role=role,
        unit=commune.unit,
        agency=commune.agency if role == RoleName.AGENCY else None,
        village=commune.village if role == RoleName.VILLAGE_HEAD else None,
        starts_on=LONG_AGO,
    )
    return official(user)


FLOODED = "Kênh tiêu bồi lắng, mưa là ngập."


def make_opinion(commune: Commune, text: str = FLOODED) -> Opinion:
    return send_opinion(commune, text)[0]


def send_opinion(commune: Commune, text: str = FLOODED) -> tuple[Opinion, str]:
    """An opinion and the receipt code that only its author has."""
    return record_opinion(
        by=Visitor(), client_key=uuid.uuid4(), unit=commune.unit, village=commune.village, text=text
    )


def enter_opinion(commune: Commune, text: str = FLOODED, contact: Contact | None = None) -> Opinion:
    """One that the office received on paper."""
    entered, _receipt = record_opinion(
        by=commune[RoleName.OFFICE], client_key=uuid.uuid4(), unit=commune.unit, text=text,
        channel=Channel.PAPER, contact=contact,
    )  # fmt: skip
    return entered


def make_matter(commune: Commune, title: str = "Nạo vét kênh tiêu", quote: str = "") -> Matter:
    draft = MatterDraft(title=title, field="irrigation_drainage", quote=quote)
    opinion = make_opinion(commune)
    return accept_opinion(opinion, by=commune[RoleName.OFFICE], drafts=[draft])[0]


def author_of(matter: Matter) -> Author:
    return Author(matter.opinions.order_by("id")[0])


def plan_for(commune: Commune, starts_at: datetime | None = None) -> DialoguePlan:
    return DialoguePlan(
        unit=commune.unit,
        chair=commune.party_post,
        title="Bí thư Đảng ủy xã đối thoại với Nhân dân",
        starts_at=starts_at or now() + timedelta(days=14),
        place="Nhà văn hóa thôn Phương Duệ",
    )


def make_dialogue(
    commune: Commune, *matters: Matter, state: str = "noticed", by: Actor | None = None
) -> Dialogue:
    """A dialogue in ``planned``, ``noticed``, ``open`` or ``closed``, with these matters."""
    office, head = by or commune[RoleName.OFFICE], commune[RoleName.PARTY_HEAD]
    starts_at = now() + timedelta(days=14 if state in ("planned", "noticed") else -1)
    dialogue = plan_dialogue(plan_for(commune, starts_at), by=office)
    for matter in matters:
        put_matter(dialogue, matter, by=office)
    if state != "planned":
        with as_of(starts_at - timedelta(days=10)):
            notify_dialogue(dialogue, by=office)
    if state in ("open", "closed"):
        open_dialogue(dialogue, by=head)
    if state == "closed":
        close_dialogue(dialogue, by=head, attendees=85)
    return dialogue


def make_draft(
    commune: Commune, *matters: Matter, due_on: date | None = None, outcome: str = Outcome.ASSIGNED
) -> ConclusionNotice:
    """A complete draft conclusion of a dialogue that was held on these matters."""
    office = commune[RoleName.OFFICE]
    dialogue = make_dialogue(commune, *matters, state="closed")
    notice = draft_conclusion(dialogue, by=office)
    edit_conclusion(notice, by=office, number="12-TB/ĐU", assessment="Hội nghị thẳng thắn.")
    draft = ResolutionDraft(
        outcome=outcome,
        text="Khơi thông 2,4 km kênh, có ảnh từng đoạn.",
        lead=commune.agency,
        due_on=due_on or today() + timedelta(days=30),
        receiver="UBND thành phố Hải Phòng",
    )
    for matter in matters:
        resolve_matter(notice, matter, by=office, draft=draft)
    return notice


def make_commitment(
    commune: Commune, matter: Matter | None = None, due_on: date | None = None
) -> Commitment:
    notice = make_draft(commune, matter or make_matter(commune), due_on=due_on)
    return publish_and_assign(notice, by=commune[RoleName.PARTY_HEAD])[0]


def make_done(commitment: Commitment, commune: Commune) -> Commitment:
    report = Report(commune.agency, "Đã khơi thông.", documents=["Biên bản 05/BB, 12/11/2026"])
    report_done(commitment, report, by=commune[RoleName.AGENCY])
    return commitment
