"""An official enters what somebody came to say, where the answer goes, and decides at once."""

import uuid
from typing import Any

from django.urls import reverse

from doithoai.opinions.models import Opinion
from doithoai.people.actions.vault import opened_identity
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName as R
from tests.factories import Commune
from tests.web.desk.conftest import SignIn


def told(commune: Commune, **other: Any) -> dict[str, Any]:
    return {
        "unit": commune.unit.pk, "channel": "in_person", "text": "Đèn đường hỏng.",
        "client_key": str(uuid.uuid4()), **other,
    }  # fmt: skip


def test_who_comes_in_person_leaves_an_address(commune: Commune, sign_in: SignIn) -> None:
    contact = {"name": "Cụ Lúa", "address": "Xóm 3, thôn Phương Duệ", "consent": "on"}
    answer = sign_in(commune, R.OFFICE).post(reverse("desk:opinion_new"), told(commune, **contact))
    assert "YK-" in answer.content.decode()
    opinion = Opinion.objects.get()
    assert opinion.channel == "in_person"
    assert opinion.identity is not None
    kept = opened_identity(opinion.identity)
    assert kept == Contact("Cụ Lúa", consent=True, address="Xóm 3, thôn Phương Duệ")


def test_a_contact_of_before_there_were_addresses_opens() -> None:
    assert Contact.unpacked(b'["Lua", "0912345678", ""]').phone == "0912345678"


def test_what_is_entered_can_be_decided_at_once(commune: Commune, sign_in: SignIn) -> None:
    office = sign_in(commune, R.OFFICE)
    sent = told(commune, then="triage")
    answers = [office.post(reverse("desk:opinion_new"), sent) for _twice in range(2)]
    opinion = Opinion.objects.get()
    page = reverse("desk:opinion", args=[opinion.pk])
    assert [one["Location"] for one in answers] == [page, page]
    assert "YK-" in office.get(page).content.decode()
    assert "YK-" not in office.get(page).content.decode()
    again = reverse("desk:slip_receipt", args=[opinion.pk])
    assert "YK-" in office.get(again).content.decode()


def test_who_does_not_decide_gets_the_receipt(commune: Commune, sign_in: SignIn) -> None:
    front = sign_in(commune, R.FRONT)
    assert 'name="then"' not in front.get(reverse("desk:opinion_new")).content.decode()
    sent = told(commune, channel="front", then="triage")
    assert "YK-" in front.post(reverse("desk:opinion_new"), sent).content.decode()
