"""Villages and agencies: pasted, renamed, merged, ended, and what hangs on them."""

from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from doithoai.kit.time import today
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.models import Channel, Opinion
from doithoai.opinions.queries import entered_for_villages
from doithoai.people.models import Appointment
from doithoai.people.queries import official
from doithoai.people.roles import RoleName as R
from doithoai.places.models import Agency, Village, VillagePlacement
from doithoai.places.queries import villages_by_old_name, villages_of
from doithoai.record.models import Entry
from doithoai.record.permissions import Permission
from tests.factories import Commune, make_commitment, make_opinion
from tests.web.desk.conftest import SignIn

PLACES, PASTE = "desk:places", "desk:villages_paste"


@pytest.fixture
def administrator(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, R.ADMINISTRATOR)


def names_of(commune: Commune) -> set[str]:
    return {one.name for one in villages_of(commune.unit, today())}


def add(client: Client, commune: Commune, name: str, **more: str) -> Any:
    sent = {"village": "1", "village-unit": str(commune.unit.pk), "village-kind": "thon"}
    return client.post(reverse(PLACES), sent | {"village-name": name} | more)


def page_of(village: Village) -> str:
    return reverse("desk:village_place", args=[village.pk])


@pytest.mark.parametrize("alike", ["thôn Phuong Due", "Thôn Phương  Duệ", "xóm Phương-Duệ"])
def test_a_name_alike_is_asked_about_before_it_is_public_for_ever(
    commune: Commune, administrator: Client, alike: str
) -> None:
    answer = add(administrator, commune, alike)
    assert answer.status_code == 422
    assert "Có phải là một không?" in answer.content.decode()
    assert 'type="checkbox" name="village-is_another"' in answer.content.decode()
    assert names_of(commune) == {"thôn Phương Duệ"}
    assert add(administrator, commune, alike, **{"village-is_another": "on"}).status_code == 302
    assert len(names_of(commune)) == 2
    same = add(administrator, commune, "thôn Phương Duệ", **{"village-is_another": "on"})
    assert same.status_code == 422


def test_thirty_villages_are_pasted_looked_at_and_taken_over_at_once(
    commune: Commune, administrator: Client
) -> None:
    lines = "\n".join(["Lương Xá", "  Tổ dân phố số 3 ", "", "Phuong Due", "thôn Phương Duệ",
                       "luong xa", "x" * 130, *(f"Thôn {n}" for n in range(1, 26))])  # fmt: skip
    sent = {"unit": str(commune.unit.pk), "kind": "thon", "lines": lines}
    page = administrator.post(reverse(PASTE), sent | {"see": "1"})
    parts = page.context["parts"]
    assert [one.name for one in parts["new"]][:2] == ["thôn Lương Xá", "Tổ dân phố số 3"]
    assert [one.name for one in parts["alike"]] == ["thôn Phuong Due", "thôn luong xa"]
    assert [one.name for one in parts["known"]] == ["thôn Phương Duệ"]
    assert len(parts["too_long"]) == 1
    assert names_of(commune) == {"thôn Phương Duệ"}  # looking writes nothing

    taken = administrator.post(reverse(PASTE), sent | {"take": "1", "another": "thôn luong xa"})
    assert taken.status_code == 302
    assert len(names_of(commune)) == 1 + 27 + 1
    assert "thôn Phuong Due" not in names_of(commune)
    assert Village.objects.get(name="Tổ dân phố số 3").kind == "to_dan_pho"
    again = administrator.post(reverse(PASTE), sent | {"take": "1"})
    assert again.status_code == 302
    assert len(names_of(commune)) == 29


@pytest.mark.parametrize(
    "wrong", [{"lines": ""}, {"lines": "a\n" * 201}, {"kind": "phố"}, {"unit": "0"}]
)
def test_a_senseless_list_is_refused(
    commune: Commune, administrator: Client, wrong: dict[str, str]
) -> None:
    sent = {"unit": str(commune.unit.pk), "kind": "thon", "lines": "Lương Xá", "take": "1"}
    assert administrator.post(reverse(PASTE), sent | wrong).status_code == 422
    assert names_of(commune) == {"thôn Phương Duệ"}


@pytest.mark.parametrize("kind", ["khu_pho", "khom", "khoi", "lang", "bon", "soc", "phum"])
def test_every_kind_of_the_law_is_a_kind(
    commune: Commune, administrator: Client, kind: str
) -> None:
    sent = {"correct": "1", "correct-name": "Phương Duệ", "correct-kind": kind}
    assert administrator.post(page_of(commune.village), sent).status_code == 302
    commune.village.refresh_from_db()
    assert commune.village.kind == kind


def test_a_former_name_still_finds_the_village(commune: Commune, administrator: Client) -> None:
    sent = {"correct": "1", "correct-name": "thôn Đoài", "correct-kind": "thon"}
    assert administrator.post(page_of(commune.village), sent).status_code == 302
    assert administrator.post(page_of(commune.village), sent).status_code == 302  # once is enough
    commune.village.refresh_from_db()
    assert commune.village.folded_name == "doai"
    assert villages_by_old_name(commune.unit) == [("phuong due", commune.village)]
    assert "thôn Phương Duệ" in administrator.get(page_of(commune.village)).content.decode()
    noted = Entry.objects.get(life="village", move="correct")
    assert noted.facts["from"] == "thôn Phương Duệ"


def test_a_merged_villages_things_are_those_of_its_heir(
    commune: Commune, administrator: Client, sign_in: SignIn
) -> None:
    opinion = make_opinion(commune)
    add(administrator, commune, "thôn Lương Xá")
    heir = Village.objects.get(name="thôn Lương Xá")
    held = commune[R.VILLAGE_HEAD].appointments[0]
    page = page_of(commune.village)
    assert "1 ý kiến đang chờ xử lý" in administrator.get(page).content.decode()

    sent = {"end": "1", "end-on": today().isoformat(), "end-into": ""}
    refused = administrator.post(page, sent)
    assert refused.status_code == 422
    assert "1 ý kiến đang chờ xử lý, 1 vai trò" in str(refused.context["sent"].errors["into"])
    assert names_of(commune) == {"thôn Phương Duệ", "thôn Lương Xá"}

    own = administrator.post(page, sent | {"end-into": str(commune.village.pk)})
    assert own.status_code == 422
    assert administrator.post(page, sent | {"end-into": str(heir.pk)}).status_code == 302
    assert names_of(commune) == {"thôn Lương Xá"}
    held.refresh_from_db()
    assert held.ends_on == today()
    assert villages_by_old_name(commune.unit) == [("phuong due", heir)]

    clerk = sign_in(commune, R.OFFICE)
    listed = clerk.get(reverse("desk:opinions"), {"village": heir.pk}).content.decode()
    assert reverse("desk:opinion", args=[opinion.pk]) in listed
    shown = clerk.get(reverse("desk:opinion", args=[opinion.pk])).content.decode()
    assert "thôn Phương Duệ" in shown  # what was written keeps its name
    assert Opinion.objects.get().village == commune.village
    assert administrator.post(page, sent).status_code == 404


def test_the_heirs_head_reads_what_was_entered_for_the_merged_village(
    commune: Commune, administrator: Client
) -> None:
    entered, _receipt = record_opinion(
        by=commune[R.VILLAGE_HEAD], client_key=uuid4(), unit=commune.unit,
        village=commune.village, text="Cống đầu thôn bị tắc.", channel=Channel.VILLAGE_HEAD,
    )  # fmt: skip
    add(administrator, commune, "thôn Lương Xá")
    heir = Village.objects.get(name="thôn Lương Xá")
    user = commune[R.FRONT].user
    Appointment.objects.filter(user=user).update(role=R.VILLAGE_HEAD, village=heir)
    assert entered not in entered_for_villages(official(user))
    sent = {"end": "1", "end-on": today().isoformat(), "end-into": str(heir.pk)}
    administrator.post(page_of(commune.village), sent)
    assert entered in entered_for_villages(official(user))
    assert official(user).may(Permission.ENTER_OPINION, entered)


def test_names_from_before_the_new_kinds_are_found_without_their_word(commune: Commune) -> None:
    Village.objects.filter(pk=commune.village.pk).update(
        name="khu phố Đông", folded_name="khu pho dong", sort_name="khu pho dong"
    )
    migration = import_module("doithoai.places.migrations.0004_villages_and_agencies_change")
    migration.search_without_the_new_words(apps, None)
    moved = Village.objects.values_list("folded_name", "sort_name").get()
    Village.objects.get().save()  # as the model itself writes it
    assert moved == Village.objects.values_list("folded_name", "sort_name").get()
    assert moved[0] == "dong"


@pytest.mark.parametrize("on", ["", "hôm qua", "0026-01-01", "tomorrow"])
def test_a_village_does_not_end_on_a_senseless_day(
    commune: Commune, administrator: Client, on: str
) -> None:
    day = (today() + timedelta(days=1)).isoformat() if on == "tomorrow" else on
    sent = {"end": "1", "end-on": day, "end-into": ""}
    assert administrator.post(page_of(commune.village), sent).status_code == 422
    assert names_of(commune) == {"thôn Phương Duệ"}


def test_usual_agencies_are_offered_with_ticks_and_only_what_is_missing(
    commune: Commune, administrator: Client
) -> None:
    Agency.objects.create(key="x", unit=commune.unit, name="Công An Xã Kim Thành")
    prefix = f"usual-{commune.unit.pk}"
    page = administrator.get(reverse(PLACES)).content.decode()
    assert "Trung tâm Phục vụ hành chính công xã Kim Thành" in page
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" not in page  # that is a ward's
    sent = {prefix: "1", f"{prefix}-keys": ["tram-y-te", "mat-tran"]}
    assert administrator.post(reverse(PLACES), sent).status_code == 302
    named = set(commune.unit.agencies.values_list("name", flat=True))
    assert {"Trạm Y tế xã Kim Thành", "Ủy ban MTTQ Việt Nam xã Kim Thành"} <= named
    assert Agency.objects.get(name__startswith="Trạm Y tế").kind == Agency.Kind.SERVICE
    count = Agency.objects.count()
    for wrong in (["cong-an"], ["tram-y-te"], ["bịa"], []):
        answer = administrator.post(reverse(PLACES), {prefix: "1", f"{prefix}-keys": wrong})
        assert answer.status_code == 422, wrong
    assert Agency.objects.count() == count


def test_an_agency_is_renamed_and_says_what_it_still_has_to_do(
    commune: Commune, administrator: Client
) -> None:
    make_commitment(commune)
    page = reverse("desk:agency_place", args=[commune.agency.pk])
    assert "1 việc chủ trì chưa xong" in administrator.get(page).content.decode()
    sent = {"correct": "1", "correct-name": "Phòng Kinh tế xã", "correct-kind": "department"}
    assert administrator.post(page, sent).status_code == 302
    commune.agency.refresh_from_db()
    assert commune.agency.name == "Phòng Kinh tế xã"
    assert commune.agency.former_names.get().name == "Phòng Kinh tế"
    Agency.objects.create(key="y", unit=commune.unit, name="Công an xã")
    alike = sent | {"correct-name": "CONG AN XA"}
    assert administrator.post(page, alike).status_code == 422


def test_the_last_who_could_report_or_answer_does_not_leave(
    commune: Commune, administrator: Client
) -> None:
    make_commitment(commune)
    make_opinion(commune, "Đèn đường hỏng.")
    for role, why in ((R.AGENCY, "1 việc chưa xong"), (R.OFFICE, "1 ý kiến đang chờ")):
        held = commune[role].appointments[0]
        end = reverse("desk:end_appointment", args=[held.pk])
        refused = administrator.post(end, {"on": today().isoformat()})
        assert refused.status_code == 422, role
        assert why in refused.content.decode()
        held.refresh_from_db()
        assert held.ends_on is None
        Appointment.objects.create(
            user=commune[R.FRONT].user, role=role, unit=commune.unit, agency=held.agency,
            starts_on=today() - timedelta(days=1),
        )  # fmt: skip
        assert administrator.post(end, {"on": today().isoformat()}).status_code == 302


def test_places_of_another_unit_are_not_there(
    commune: Commune, other: Commune, administrator: Client, sign_in: SignIn
) -> None:
    clerk = sign_in(commune, R.OFFICE)
    for address in (
        page_of(other.village),
        reverse("desk:agency_place", args=[other.agency.pk]),
    ):
        sent = {"correct": "1", "correct-name": "Của tôi", "correct-kind": "thon"}
        assert administrator.get(address).status_code == 404
        assert administrator.post(address, sent).status_code == 404
        assert clerk.post(address, sent).status_code == 403
    sent = {"unit": str(other.unit.pk), "kind": "thon", "lines": "Lương Xá", "take": "1"}
    assert administrator.post(reverse(PASTE), sent).status_code == 422
    into = {"end": "1", "end-on": today().isoformat(), "end-into": str(other.village.pk)}
    assert administrator.post(page_of(commune.village), into).status_code == 422
    assert VillagePlacement.objects.filter(valid_to=None).count() == 2
