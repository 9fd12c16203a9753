"""A file of an opinion is read by author and office, and opens nowhere as a page of ours."""

import uuid

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pikepdf import Array, Dictionary, Name

from doithoai.opinions.models import Attachment, Opinion
from tests.factories import Commune, make_commune
from tests.kit.papers import paper, saved
from tests.web.public.conftest import photograph
from tests.web.public.test_send import form

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(settings: LazySettings) -> Commune:
    settings.PAGE_CACHE = False
    return make_commune()


@pytest.fixture
def receipt(commune: Commune) -> str:
    """The code of an opinion that was sent with a photograph."""
    visitor, key = Client(), str(uuid.uuid4())
    sent = form(commune) | {"client_key": key, "with_files": "on"}
    files = sent | {"at": "files", "step": "files", "file": photograph()}
    visitor.post(reverse("send"), files)
    answer = visitor.post(reverse("send"), sent | {"at": "check", "step": "send"})
    return str(answer.headers["Location"].partition("?")[0].rstrip("/").rpartition("/")[2])


def test_author_and_office_get_the_file_as_a_download(commune: Commune, receipt: str) -> None:
    attachment, opinion = Attachment.objects.get(), Opinion.objects.get()
    office = Client()
    office.force_login(commune["office"].user)
    for client, address in (
        (Client(), reverse("my_file", args=[receipt, attachment.pk])),
        (office, reverse("desk:opinion_file", args=[opinion.pk, attachment.pk])),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.getvalue()[:2] == b"\xff\xd8"


def test_nobody_else_gets_it(receipt: str) -> None:
    attachment, opinion = Attachment.objects.get(), Opinion.objects.get()
    stranger = Client()
    stranger.force_login(make_commune("Xã Lai Khê", "10756")["office"].user)
    unknown = reverse("my_file", args=["YK-0000-0000-0000", attachment.pk])
    assert Client().get(unknown).status_code == 404
    theirs = reverse("desk:opinion_file", args=[opinion.pk, attachment.pk])
    assert stranger.get(theirs).status_code == 404


def test_sender_and_office_are_told_that_a_signature_does_not_survive(commune: Commune) -> None:
    visitor, pdf = Client(), paper()
    signed = Dictionary(Type=Name.Sig, Contents=b"1", ByteRange=[0, 9, 99, 9])
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T="ky", V=signed))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    files = [
        SimpleUploadedFile("don.pdf", saved(paper(b""))),
        SimpleUploadedFile("ky-so.pdf", saved(pdf)),
    ]
    key = str(uuid.uuid4())
    sent = form(commune) | {"client_key": key, "with_files": "on"}
    page = visitor.post(reverse("send"), sent | {"at": "files", "step": "files", "file": files})
    before, _name, after = page.content.decode().partition("Tài liệu 2")
    assert "chữ ký số" in after
    assert "chữ ký số" not in before
    visitor.post(reverse("send"), sent | {"at": "check", "step": "send"})
    office = Client()
    office.force_login(commune["office"].user)
    address = reverse("desk:opinion", args=[Opinion.objects.get().pk])
    assert "chữ ký số" in office.get(address).content.decode()


def test_a_file_that_is_gone_is_told_as_such(receipt: str) -> None:
    attachment = Attachment.objects.get()
    attachment.file.storage.delete(str(attachment.file.name))
    address = reverse("my_file", args=[receipt, attachment.pk])
    assert Client().get(address).status_code == 404
