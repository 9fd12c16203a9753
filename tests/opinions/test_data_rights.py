"""What a person asks to be gone is gone from every table, every file and every line of the log."""

import logging
import uuid
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image
from psycopg.sql import SQL, Identifier

from doithoai.kit.errors import Invalid, NotAllowed, NotReady
from doithoai.opinions.actions.data_rights import (
    correct_author,
    forget_author,
    grant_request,
    request_erasure,
    withdraw_opinion,
)
from doithoai.opinions.actions.inquiries import ask_author, reply_to_office
from doithoai.opinions.actions.merging import merge_matter
from doithoai.opinions.actions.redaction import redact_opinion, reveal_author, reveal_original
from doithoai.opinions.actions.referral import move_out_opinion
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import Opinion
from doithoai.opinions.rules import LONGEST_TEXT
from doithoai.people.contacts import Contact
from doithoai.people.models import SealedBox
from doithoai.people.roles import RoleName
from doithoai.record.models import Entry
from tests.factories import Commune, make_commune, make_matter, make_rules

NAME, PHONE = "Nguyễn Thị Zúy", "0987 654 321"
SAID = "Bờ mương zích zắc sau chợ lở hết rồi, bà Vũ Thị Zịu nhà bên cũng thấy."
REDACTED = "Bờ mương sau chợ lở hết rồi."
PLANTED = ("Zúy", "987654321", "987 654 321", "zích zắc", "Zịu")


@pytest.fixture
def commune(db: None) -> Commune:
    make_rules()
    return make_commune()


@pytest.fixture
def opinion(commune: Commune) -> Opinion:
    """Sent with a photograph, a name and a telephone number, as a citizen does it."""
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "JPEG")
    photo = SimpleUploadedFile("mương zích zắc.jpg", drawn.getvalue(), "image/jpeg")
    visitor, key = Client(), str(uuid.uuid4())
    sent = {
        "unit": commune.unit.key,
        "kind": "opinion",
        "text": SAID,
        "client_key": key,
        "name": NAME,
        "phone": PHONE,
        "consent": "True",
        "asked": "opinion",
    }
    visitor.post(reverse("send"), sent | {"at": "files", "step": "files", "file": photo})
    visitor.post(reverse("send"), sent | {"at": "check", "step": "send", "with_files": "on"})
    return Opinion.objects.get()


def found(words: tuple[str, ...]) -> list[str]:
    """Tables and columns in which one of the words stands, as text or as bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema ="
            " 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'bytea', 'ARRAY')"
        )
        places = [(table, column) for table, column in cursor.fetchall()]
        return [
            f"{table}.{column}: {word}"
            for table, column in places
            for word in words
            if _stands(cursor, table, column, word)
        ]


def _stands(cursor: object, table: str, column: str, word: str) -> bool:
    raw = "".join(f"{byte:02x}" for byte in word.encode())
    escaped = word.encode("unicode_escape").decode().replace("\\", "\\\\")
    question = SQL("SELECT EXISTS (SELECT 1 FROM {} WHERE {}::text ILIKE ANY (%s))")
    asked = question.format(Identifier(table), Identifier(column))
    patterns = [f"%{word}%", f"%{raw}%", f"%{escaped}%"]
    cursor.execute(asked, [patterns])  # type: ignore[attr-defined]
    return bool(cursor.fetchone()[0])  # type: ignore[attr-defined]


def files() -> Iterator[str]:
    for path in settings.MEDIA_ROOT.rglob("*"):
        if path.is_file():
            yield str(path)


def erased(opinion: Opinion, commune: Commune) -> None:
    grant_request(request_erasure(opinion, by=Author(opinion)), by=commune[RoleName.OFFICE])


def withdrawn(opinion: Opinion, _commune: Commune) -> None:
    withdraw_opinion(opinion, by=Author(opinion))


def test_a_redacted_text_is_no_longer_than_an_opinion(commune: Commune, opinion: Opinion) -> None:
    office = commune[RoleName.OFFICE]
    with pytest.raises(Invalid) as refusal:
        redact_opinion(opinion, by=office, text="a" * (LONGEST_TEXT + 1), reason="Có tên.")
    assert refusal.value.field == "text"


def test_what_is_erased_before_it_was_decided_waits_no_more(
    commune: Commune, opinion: Opinion
) -> None:
    grant_request(request_erasure(opinion, by=Author(opinion)), by=commune[RoleName.OFFICE])
    opinion.refresh_from_db()
    assert opinion.state == "withdrawn"


def moved_out(opinion: Opinion, commune: Commune) -> None:
    move_out_opinion(opinion, by=commune[RoleName.OFFICE])


def test_who_it_is_can_be_read_nowhere_without_the_key(opinion: Opinion) -> None:
    assert found(("Zúy", "987654321", "987 654 321")) == []
    assert any("opinions_opinion.text" in one for one in found(("zích zắc",)))


@pytest.mark.parametrize("way", [erased, withdrawn, moved_out])
def test_what_is_erased_stands_nowhere_any_more(
    commune: Commune,
    opinion: Opinion,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
    way: Callable[[Opinion, Commune], None],
) -> None:
    caplog.set_level(logging.DEBUG)
    office, before = commune[RoleName.OFFICE], set(files())
    redact_opinion(opinion, by=office, text=REDACTED, reason="Có tên người dân.")
    opinion.refresh_from_db()
    if way is erased:
        draft = MatterDraft(title="Bờ mương sau chợ", field="land", quote="lở hết rồi")
        accept_opinion(opinion, by=office, drafts=[draft])
    with django_capture_on_commit_callbacks(execute=True):
        way(opinion, commune)
    assert found((*PLANTED, "lở hết rồi")) == []
    assert not any(word in caplog.text for word in PLANTED)
    gone = before - set(files())
    assert len(gone) == 1
    opinion.refresh_from_db()
    assert opinion.identity is None or opinion.identity.box is None
    titles = ["Bờ mương sau chợ"] if way is erased else []
    assert list(opinion.matters.values_list("title", flat=True)) == titles


@pytest.mark.parametrize("way", [erased, withdrawn, moved_out])
def test_no_box_is_left_by_what_happened_while_a_page_lay_open(
    commune: Commune, opinion: Opinion, way: Callable[[Opinion, Commune], None]
) -> None:
    """The author corrects and the office redacts after the opinion was read for erasing it."""
    read_before = Opinion.objects.select_related("identity").get()
    other = Contact(NAME, "0987654322", consent=True)
    correct_author(opinion, by=Author(opinion), contact=other)
    redact_opinion(opinion, by=commune[RoleName.OFFICE], text=REDACTED, reason="Có tên.")
    assert SealedBox.objects.count() == 2
    way(read_before, commune)
    assert not SealedBox.objects.exists()


def test_an_answer_to_the_office_is_redacted_and_erased_like_the_words(
    commune: Commune, opinion: Opinion
) -> None:
    office = commune[RoleName.OFFICE]
    inquiry = ask_author(opinion, by=office, question="Đoạn nào?")
    opinion.refresh_from_db()
    reply_to_office(opinion, by=Author(opinion), text=f"Đoạn nhà bà Zịu, số {PHONE}.")
    opinion.refresh_from_db()
    given = {"text": SAID, "reason": "Có số điện thoại."}
    redact_opinion(opinion, by=office, answers={inquiry.pk: "Đoạn sau chợ."}, **given)
    inquiry.refresh_from_db()
    assert inquiry.reply == "Đoạn sau chợ."
    assert found((PHONE,)) == []
    opinion.refresh_from_db()
    assert PHONE in reveal_original(opinion, by=office, reason="Người gửi hỏi.")
    withdrawn(opinion, commune)
    assert not SealedBox.objects.exists()


def test_a_number_in_a_reason_is_covered(commune: Commune) -> None:
    one, other = make_matter(commune), make_matter(commune, "Kênh tiêu sau nhà văn hóa")
    merge_matter(other, one, by=commune[RoleName.OFFICE], reason="Bà Zúy 0987 654 321 nói vậy.")
    assert found(("987 654 321",)) == []


def test_forgetting_takes_the_person_and_leaves_the_words(opinion: Opinion) -> None:
    forget_author(opinion, by=Author(opinion))
    opinion.refresh_from_db()
    assert opinion.text == SAID
    assert opinion.tell_by == ""
    assert opinion.identity is not None
    assert opinion.identity.box is None


def test_who_looks_gives_a_reason_that_stays(commune: Commune, opinion: Opinion) -> None:
    office = commune[RoleName.OFFICE]
    with pytest.raises(NotReady):
        reveal_author(opinion, by=office, reason=" ")
    stranger = make_commune("Xã Phú Thái", "10806")[RoleName.OFFICE]
    with pytest.raises(NotAllowed):
        reveal_author(opinion, by=stranger, reason="Gọi lại.")
    assert reveal_author(opinion, by=office, reason="Gọi lại.").name == NAME
    redact_opinion(opinion, by=office, text=REDACTED, reason="Có tên người dân.")
    opinion.refresh_from_db()
    assert reveal_original(opinion, by=office, reason="Xem lại.") == SAID
    told = Entry.objects.filter(move__in=("reveal", "unseal"), is_public=False).order_by("id")
    assert [one.note for one in told] == ["Gọi lại.", "Xem lại."]
