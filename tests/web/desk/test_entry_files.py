"""Whoever enters an opinion adds photographs and scans at once; none of them is lost."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from doithoai.opinions.models import Attachment, Channel, Opinion
from doithoai.people.roles import RoleName as R
from tests.factories import Commune
from tests.kit.test_uploads import paper, photo, saved
from tests.web.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
SAID = "Cột điện đầu thôn nghiêng, mưa bão dễ đổ."


def form(commune: Commune, **changed: object) -> dict[str, object]:
    sent: dict[str, object] = {
        "unit": commune.unit.pk, "village": commune.village.pk, "text": SAID,
        "channel": Channel.VILLAGE_HEAD.value, "client_key": str(uuid4()), "tell_by": "",
    }  # fmt: skip
    return {**sent, **changed}


def pictures() -> list[SimpleUploadedFile]:
    return [
        SimpleUploadedFile("IMG_1.jpg", photo(), "image/jpeg"),
        SimpleUploadedFile("don.pdf", saved(paper()), "application/pdf"),
    ]


@pytest.mark.parametrize("role", [R.VILLAGE_HEAD, R.OFFICE])
def test_photographs_come_with_what_is_entered(commune: Commune, sign_in: SignIn, role: R) -> None:
    client = sign_in(commune, role)
    page = client.post(reverse("desk:opinion_new"), form(commune, file=pictures()))
    assert "YK-" in page.text
    assert Attachment.objects.filter(opinion=Opinion.objects.get()).count() == 2


def test_a_fault_in_the_form_loses_no_photograph(commune: Commune, sign_in: SignIn) -> None:
    client, sent = sign_in(commune, R.VILLAGE_HEAD), form(commune, file=pictures(), text="")
    page = client.post(reverse("desk:opinion_new"), sent)
    assert page.status_code == 422
    ticked = re.findall(r'name="enclosed" value="(\d+)"[^>]* checked', page.text)
    assert len(ticked) == 2
    again = {**sent, "text": SAID, "file": [], "enclosed": ticked[:1]}
    client.post(reverse("desk:opinion_new"), again)
    assert [one.opinion for one in Attachment.objects.all()] == [Opinion.objects.get()]


def test_the_same_form_twice_is_one_opinion_with_its_photographs(
    commune: Commune, sign_in: SignIn
) -> None:
    client, sent = sign_in(commune, R.VILLAGE_HEAD), form(commune)
    for _time in range(2):
        page = client.post(reverse("desk:opinion_new"), {**sent, "file": pictures()})
        assert page.status_code == 200
    assert (Opinion.objects.count(), Attachment.objects.count()) == (1, 2)


def test_what_is_no_photograph_is_told_and_the_rest_stays(
    commune: Commune, sign_in: SignIn
) -> None:
    client = sign_in(commune, R.VILLAGE_HEAD)
    files = [*pictures(), SimpleUploadedFile("bom.zip", b"PK\x03\x04" + bytes(50))]
    page = client.post(reverse("desk:opinion_new"), form(commune, file=files))
    assert page.status_code == 422
    assert SAID in page.text
    assert (Opinion.objects.count(), Attachment.objects.count()) == (0, 2)


def test_a_sixth_file_is_told(commune: Commune, sign_in: SignIn) -> None:
    client: Client = sign_in(commune, R.VILLAGE_HEAD)
    files = [
        SimpleUploadedFile("don.pdf", saved(paper(number + 1)), "application/pdf")
        for number in range(6)
    ]
    page = client.post(reverse("desk:opinion_new"), form(commune, file=files))
    assert page.status_code == 422
    assert Attachment.objects.count() == 5


def test_the_head_of_one_village_chooses_neither_village_nor_way(
    commune: Commune, sign_in: SignIn
) -> None:
    page = sign_in(commune, R.VILLAGE_HEAD).get(reverse("desk:opinion_new")).text
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    assert ("village", str(commune.village.pk)) in hidden
    assert ("channel", "village_head") in hidden
    assert commune.village.name in page
