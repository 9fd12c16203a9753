"""What is not decided yet is read by the office alone; others read what was accepted, covered."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from doithoai.kit.time import now, today
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.rounds import open_round
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.models import Attachment, Opinion
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, make_opinion
from tests.web.desk.conftest import SignIn

SAID = "Ông Trần Văn Zọn đổ rác ra kênh, gọi tôi số 0987 654 321."
OTHERS = (R.FRONT, R.INSPECTION, R.COUNCIL, R.MOBILISATION, R.SUPERIOR, R.PARTY_HEAD)


@pytest.fixture
def opinion(commune: Commune) -> Opinion:
    return make_opinion(commune, SAID)


def accept(opinion: Opinion, commune: Commune) -> None:
    draft = MatterDraft(title="Rác đổ ra kênh", field="environment")
    accept_opinion(opinion, by=commune[R.OFFICE], drafts=[draft])


def page_of(opinion: Opinion) -> str:
    return reverse("desk:opinion", args=[opinion.pk])


def test_the_office_reads_what_waits(opinion: Opinion, commune: Commune, sign_in: SignIn) -> None:
    office = sign_in(commune, R.OFFICE)
    assert "0987 654 321" in office.get(page_of(opinion)).content.decode()
    assert "Zọn" in office.get(reverse("desk:opinions")).content.decode()


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_reads_what_waits(
    opinion: Opinion, commune: Commune, sign_in: SignIn, role: str
) -> None:
    other = sign_in(commune, role)
    assert other.get(page_of(opinion)).status_code == 404
    for state in ("received", "held", "all"):
        assert "Zọn" not in read(other, reverse("desk:opinions"), state=state)


def read(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", OTHERS)
def test_others_read_what_was_accepted_without_persons(
    opinion: Opinion, commune: Commune, sign_in: SignIn, role: str
) -> None:
    accept(opinion, commune)
    other = sign_in(commune, role)
    for page in (read(other, page_of(opinion)), read(other, reverse("desk:opinions"))):
        assert "đổ rác ra kênh" in page
        assert "Zọn" not in page
        assert "0987" not in page


def test_what_was_collected_is_listed_as_far_as_it_may_be_read(
    commune: Commune, sign_in: SignIn
) -> None:
    round = open_round(
        by=commune[R.OFFICE],
        unit=commune.unit,
        title="Đợt một",
        opens_on=today(),
        closes_on=today(),
    )
    waiting, _receipt = record_opinion(
        by=commune[R.OFFICE], client_key=uuid4(), unit=commune.unit, text=SAID, channel="paper",
        round=round,
    )  # fmt: skip
    address = reverse("desk:round_list", args=[round.pk])
    assert "Zọn" in read(sign_in(commune, R.OFFICE), address)
    assert "đổ rác" not in read(sign_in(commune, R.FRONT), address)
    accept(waiting, commune)
    front = read(sign_in(commune, R.FRONT), address)
    assert ("đổ rác" in front, "Zọn" in front) == (True, False)


def test_files_are_for_the_office(opinion: Opinion, commune: Commune, sign_in: SignIn) -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "JPEG")
    row = Attachment(
        client_mark=bytes(32), opinion=opinion, kind="photo", size=1, digest=bytes(32),
        uploaded_at=now(),
    )  # fmt: skip
    row.file.save("photo.jpg", ContentFile(drawn.getvalue()), save=False)
    row.save()
    accept(opinion, commune)
    address = reverse("desk:opinion_file", args=[opinion.pk, row.pk])
    assert sign_in(commune, R.OFFICE).get(address).getvalue()[:2] == b"\xff\xd8"
    for role in (R.FRONT, R.PARTY_HEAD):
        other = sign_in(commune, role)
        assert other.get(address).status_code == 403
        assert address not in read(other, page_of(opinion))


def test_what_goes_wrong_at_the_desk_is_said_at_the_desk(commune: Commune, sign_in: SignIn) -> None:
    office = sign_in(commune, R.OFFICE)
    for page, status in ((reverse("desk:opinion", args=[9]), 404), (reverse("desk:places"), 403)):
        answer = office.get(page)
        assert answer.status_code == status
        assert "desk-side" in answer.content.decode()
    assert "desk-side" not in Client().get("/khong-co/").content.decode()
