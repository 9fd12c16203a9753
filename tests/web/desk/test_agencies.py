"""The administrator retires an agency: no new work, and nobody else's agency."""

from django.urls import reverse

from doithoai.commitments.models import Commitment
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, make_commitment, make_draft, make_matter
from tests.web.desk.conftest import SignIn


def test_a_retired_agency_is_offered_no_new_work_and_keeps_its_old(
    commune: Commune, sign_in: SignIn
) -> None:
    held = make_commitment(commune)
    notice = make_draft(commune, matter := make_matter(commune, "Đèn đường thôn Lương Xá"))
    retire = reverse("desk:retire_agency", args=[commune.agency.pk])
    assert sign_in(commune, R.ADMINISTRATOR).post(retire).status_code == 302
    page = reverse("desk:resolution", args=[notice.pk, matter.pk])
    lead = sign_in(commune, R.OFFICE).get(page).context["form"].fields["lead"]
    assert commune.agency not in lead.queryset
    own = sign_in(commune, R.AGENCY).get(reverse("desk:commitment", args=[held.pk]))
    assert own.status_code == 200
    assert Commitment.objects.get(pk=held.pk).lead == commune.agency


def test_the_places_page_says_retired_and_offers_the_way_back(
    commune: Commune, sign_in: SignIn
) -> None:
    administrator = sign_in(commune, R.ADMINISTRATOR)
    administrator.post(reverse("desk:retire_agency", args=[commune.agency.pk]))
    address = reverse("desk:agency_place", args=[commune.agency.pk])
    page = administrator.get(address).content.decode()
    restore = reverse("desk:restore_agency", args=[commune.agency.pk])
    assert restore in page
    administrator.post(restore)
    assert restore not in administrator.get(address).content.decode()


def test_another_units_agency_is_unknown_and_other_roles_are_refused(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    for page in ("desk:retire_agency", "desk:restore_agency"):
        url = reverse(page, args=[commune.agency.pk])
        assert sign_in(other, R.ADMINISTRATOR).post(url).status_code == 404
        assert sign_in(commune, R.OFFICE).post(url).status_code == 403
        assert sign_in(commune, R.ADMINISTRATOR).get(url).status_code == 302
    commune.agency.refresh_from_db()
    assert commune.agency.is_active
