"""A commune whose matters stand at every place of the path, and a visitor's client."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from doithoai.commitments.actions import Report, extend_commitment, report_progress
from doithoai.commitments.models import Commitment
from doithoai.dialogues.actions import record_turn
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.models import Matter
from doithoai.people.actors import Visitor
from doithoai.record.memory import forget
from tests.factories import (
    Commune,
    make_commitment,
    make_commune,
    make_dialogue,
    make_done,
    make_rules,
)

PLANTED = "Nguyễn Thị Bí Mật, 0912 345 678"
QUOTE = "Mưa một đêm là nước vào sân."


@pytest.fixture(autouse=True)
def _begun_anew() -> Iterator[None]:
    """Tests take back what they wrote, which no number tells the process."""
    forget()
    caches["pages"].clear()
    yield
    forget()
    caches["pages"].clear()


@pytest.fixture
def visitor(settings: LazySettings) -> Client:
    """With a session, so that every page is made anew."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "of-nobody"
    return client


@pytest.fixture
def commune(db: None) -> Commune:
    make_rules()
    return make_commune()


@dataclass
class Rich:
    """What the pages of ``commune`` show."""

    commune: Commune
    receipt: str
    waiting: Matter
    announced: Matter
    late: Commitment
    kept: Commitment


@pytest.fixture
def rich(commune: Commune) -> Rich:
    """Every text of an opinion holds a name and a telephone number."""
    receipt, waiting = raise_matter(commune, "Đèn đường hỏng")
    announced = raise_matter(commune, "Rác ứ ở ngõ 7")[1]
    make_dialogue(commune, announced)
    speak(commune)
    with as_of(now() - timedelta(days=40)):
        late = make_commitment(commune, raise_matter(commune, "Nạo vét kênh tiêu")[1])
    work_on(late, commune)
    kept = make_done(make_commitment(commune), commune)
    return Rich(commune, receipt, waiting, announced, late, kept)


def raise_matter(commune: Commune, title: str) -> tuple[str, Matter]:
    """A receipt code, and the matter that the office named for it."""
    opinion, receipt = record_opinion(
        by=Visitor(),
        client_key=uuid.uuid4(),
        unit=commune.unit,
        village=commune.village,
        text=f"{title}. {PLANTED}",
    )
    draft = MatterDraft(title=title, field="irrigation_drainage", quote=QUOTE)
    return receipt, accept_opinion(opinion, by=commune["office"], drafts=[draft])[0]


def speak(commune: Commune) -> None:
    record_turn(
        make_dialogue(commune, state="open"),
        by=commune["office"],
        client_key=uuid.uuid4(),
        text=PLANTED,
        drafts=[MatterDraft(title="Mất điện không báo trước", field="electricity_lighting")],
        village=commune.village,
        answer="Điện lực sẽ báo trước ba ngày.",
        answered_by="Bí thư Đảng ủy",
    )


def work_on(late: Commitment, commune: Commune) -> None:
    """Progress with a photograph, an extension, and the due date behind us."""
    with as_of(now() - timedelta(days=12)):
        extend_commitment(
            late,
            by=commune["party_head"],
            to_due_on=today() + timedelta(days=4),
            reason="Mưa lớn, máy không vào được.",
            approved_by="Bí thư Đảng ủy",
        )
        report = Report(commune.agency, "Xong đoạn 1.", percent=40, photos=[photograph()])
        report_progress(late, report, by=commune["agency"])


def photograph() -> SimpleUploadedFile:
    target = SimpleUploadedFile("x.png", b"", "image/png")
    Image.new("RGB", (40, 30), "#888").save(target, "PNG")
    target.seek(0)
    return target
