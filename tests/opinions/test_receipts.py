"""An author who lost the receipt code gets another one, once the office knows who it is."""

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.kit.errors import Invalid, NotAllowed, NotReady
from doithoai.opinions.actions.receipts import Proof, reissue_receipt
from doithoai.opinions.queries import opinion_by_receipt, opinion_with_receipt, receipt_meant
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, enter_opinion, make_commune, make_opinion, send_opinion
from tests.web.desk.conftest import SignIn
from tests.web.desk.conftest import sign_in as sign_in

CONTACT = Contact("Bà Lúa", "0912345678", consent=True)


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def test_both_codes_open_the_opinion(commune: Commune) -> None:
    opinion = enter_opinion(commune, contact=CONTACT)
    code = reissue_receipt(opinion, by=commune[R.OFFICE], proof=Proof.CALLED_BACK)
    assert opinion_by_receipt(code) == opinion
    assert opinion_with_receipt(commune[R.OFFICE], f"Mã biên nhận: {code}") == opinion
    assert receipt_meant(f"mã {code.lower()}") == code
    page = Client().get(reverse("receipt", args=[code])).content.decode()
    assert "Cấp lại mã biên nhận" in page
    again = reissue_receipt(opinion, by=commune[R.OFFICE], proof=Proof.IN_PERSON)
    assert opinion_by_receipt(code) == opinion_by_receipt(again) == opinion


def test_who_cannot_be_known_again_gets_none(commune: Commune) -> None:
    by_nobody, on_paper = make_opinion(commune), enter_opinion(commune)
    office = commune[R.OFFICE]
    for opinion, proof in ((by_nobody, Proof.IN_PERSON), (on_paper, Proof.CALLED_BACK)):
        with pytest.raises(NotReady):
            reissue_receipt(opinion, by=office, proof=proof)
    with pytest.raises(Invalid):
        reissue_receipt(on_paper, by=office, proof="trust")
    other = make_commune("Xã Lai Khê", "10807")
    for stranger in (commune[R.FRONT], other[R.OFFICE]):
        with pytest.raises(NotAllowed):
            reissue_receipt(on_paper, by=stranger, proof=Proof.IN_PERSON)


def test_the_code_is_shown_once_at_the_desk(commune: Commune, sign_in: SignIn) -> None:
    opinion, office = enter_opinion(commune), sign_in(commune, R.OFFICE)
    url = reverse("desk:opinion_reissue", args=[opinion.pk])
    assert url in office.get(reverse("desk:opinion", args=[opinion.pk])).content.decode()
    assert office.post(url, {"proof": "called_back"}).status_code == 422
    assert "YK-" in office.post(url, {"proof": "in_person"}).content.decode()
    assert "YK-" not in office.get(url).content.decode()
    sent, _receipt = send_opinion(commune)
    page = office.get(reverse("desk:opinion", args=[sent.pk])).content.decode()
    assert reverse("desk:opinion_reissue", args=[sent.pk]) not in page
