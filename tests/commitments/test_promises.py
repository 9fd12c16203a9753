"""A promise has an agency, a due date with its basis, evidence, and an open history."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from doithoai.commitments.actions import (
    Report,
    extend_commitment,
    publish_and_assign,
    report_done,
    report_progress,
)
from doithoai.commitments.models import Commitment, Evidence
from doithoai.commitments.queries import (
    Lateness,
    commitments_for,
    filtered,
    lateness_filter,
    leads_of,
)
from doithoai.conclusions.actions import ResolutionDraft, resolve_matter
from doithoai.conclusions.models import Outcome
from doithoai.conclusions.queries import stamp_of_resolution
from doithoai.deadlines.actions import import_rules
from doithoai.deadlines.rulebook import read_rules
from doithoai.kit.errors import Invalid, NotAllowed, NotReady
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.models import Matter
from doithoai.oversight.actions import confirm_result, dispute_result
from doithoai.oversight.models import Confirmation
from doithoai.people.actors import System
from doithoai.people.roles import RoleName
from doithoai.record.permissions import Permission
from doithoai.record.queries import history
from tests.factories import (
    Commune,
    author_of,
    make_commitment,
    make_commune,
    make_dialogue,
    make_done,
    make_draft,
    make_matter,
)


def photo(**exif: Any) -> SimpleUploadedFile:
    target = io.BytesIO()
    picture = Image.new("RGB", (40, 30), "green")
    tags = picture.getexif()
    tags[0x010E] = "Nhà ông A, thôn B"
    picture.save(target, "JPEG", exif=tags)
    return SimpleUploadedFile("../../x\u202e.jpg", target.getvalue(), "image/jpeg")


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.mark.django_db
def test_done_without_evidence_is_refused(commune: Commune) -> None:
    commitment = make_commitment(commune)
    for report in (
        Report(commune.agency, "Đã xong."),
        Report(commune.agency, "Đã xong.", documents=["  "]),
    ):
        with pytest.raises(NotReady):
            report_done(commitment, report, by=commune["agency"])
        assert not commitment.is_done
    stored = Commitment.objects.get()
    assert (stored.state, stored.done_on) == ("assigned", None)
    assert not stored.progress.exists()


@pytest.mark.django_db
def test_a_photograph_is_kept_without_its_metadata_under_a_random_name(
    commune: Commune, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    report = Report(commune.agency, "Đã xong.", photos=[photo()])
    report_done(make_commitment(commune), report, by=commune["agency"])
    kept = Evidence.objects.get().photo
    assert re.fullmatch(r"evidence/[0-9a-f]{32}\.jpg", str(kept.name))
    with Image.open(kept.path) as picture:
        assert picture.format == "JPEG"
        assert not picture.getexif()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0" + b"0" * 50, b""]
)
def test_what_is_no_photograph_is_refused(commune: Commune, content: bytes) -> None:
    commitment = make_commitment(commune)
    upload = SimpleUploadedFile("anh.jpg", content, "image/jpeg")
    with pytest.raises(Invalid):
        report_done(
            commitment, Report(commune.agency, "Xong.", photos=[upload]), by=commune["agency"]
        )
    assert Commitment.objects.get().state == "assigned"


@pytest.mark.django_db
def test_a_picture_of_too_many_pixels_is_refused(commune: Commune) -> None:
    target = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(target, "PNG")
    upload = SimpleUploadedFile("lon.png", target.getvalue(), "image/png")
    with pytest.raises(Invalid):
        report_done(
            make_commitment(commune),
            Report(commune.agency, "Xong.", photos=[upload]),
            by=commune["agency"],
        )


@pytest.mark.django_db
def test_another_agency_reports_nothing(commune: Commune) -> None:
    other = make_commune("Xã Lai Khê", "10756")
    report = Report(other.agency, "Đã xong.", documents=["Biên bản 01"])
    with pytest.raises(NotAllowed):
        report_done(make_commitment(commune), report, by=other["agency"])


@pytest.mark.django_db
def test_an_extension_keeps_the_first_date_the_reason_and_who_approved(commune: Commune) -> None:
    commitment = make_commitment(commune, due_on=today() + timedelta(days=5))
    later = today() + timedelta(days=40)
    extend_commitment(
        commitment,
        by=commune["government_head"],
        to_due_on=later,
        reason="Mưa lớn, máy không vào được.",
        approved_by="Chủ tịch UBND xã",
    )
    stored = Commitment.objects.get()
    assert (stored.first_due_on, stored.due_on) == (today() + timedelta(days=5), later)
    assert "Chủ tịch UBND xã" in stored.due_basis
    assert stored.is_extended
    last = history(commitment).last()
    assert last is not None
    assert (last.move, last.note) == ("extend", "Mưa lớn, máy không vào được.")
    assert last.facts["to"] == later.isoformat()


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, -10, 5, 20_000])
def test_an_extension_to_an_impossible_day_is_refused(commune: Commune, days: int) -> None:
    commitment = make_commitment(commune, due_on=today() + timedelta(days=5))
    to = date(9999, 12, 31) if days > 10_000 else today() + timedelta(days=days)
    with pytest.raises(Invalid):
        extend_commitment(
            commitment,
            by=commune["party_head"],
            to_due_on=to,
            reason="Lý do.",
            approved_by="Bí thư",
        )
    assert Commitment.objects.get().due_on == today() + timedelta(days=5)


@pytest.mark.django_db
def test_an_agency_cannot_extend_its_own_date(commune: Commune) -> None:
    with pytest.raises(NotAllowed):
        extend_commitment(
            make_commitment(commune),
            by=commune["agency"],
            to_due_on=today() + timedelta(days=90),
            reason="Bận.",
            approved_by="Phòng Kinh tế",
        )


@pytest.mark.django_db
def test_the_due_date_comes_from_the_rule_when_the_chair_names_none(commune: Commune) -> None:
    rules, problems = read_rules()
    assert not problems
    import_rules(rules=rules, by=System("terminal", frozenset({Permission.MANAGE_OFFICE})))
    notice = make_draft(commune, matter := make_matter(commune))
    draft = ResolutionDraft(Outcome.ASSIGNED, "Trả lời bằng văn bản.", lead=commune.agency)
    seen = stamp_of_resolution(notice, matter)
    resolution = resolve_matter(notice, matter, by=commune["office"], draft=draft, seen=seen)
    assert resolution.due_on is not None
    assert resolution.due_on > today() + timedelta(days=18)
    assert resolution.due_basis


@pytest.mark.django_db
@pytest.mark.parametrize("due_on", [date(2000, 1, 1), date(9999, 12, 31)])
def test_the_chair_cannot_name_an_impossible_day(commune: Commune, due_on: date) -> None:
    with pytest.raises(Invalid):
        make_draft(commune, make_matter(commune), due_on=due_on)


@pytest.mark.django_db
def test_a_conclusion_with_an_unresolved_matter_is_not_published(commune: Commune) -> None:
    first, second = make_matter(commune), make_matter(commune, "Đèn đường")
    notice = make_draft(commune, first, second)
    notice.resolutions.filter(matter=second).delete()
    with pytest.raises(NotReady):
        publish_and_assign(notice, by=commune["party_head"])
    assert not Commitment.objects.exists()
    assert set(Matter.objects.values_list("state", flat=True)) == {"in_dialogue"}


@pytest.mark.django_db
def test_only_the_author_confirms_and_a_dispute_reopens(commune: Commune) -> None:
    matter = make_matter(commune)
    commitment = make_done(make_commitment(commune, matter), commune)
    with pytest.raises(NotAllowed):
        confirm_result(matter, by=author_of(make_matter(commune, "Khác")))
    confirm_result(matter, by=author_of(matter))
    commitment.refresh_from_db()
    assert commitment.state == "confirmed"
    dispute_result(matter, by=author_of(matter), text="Kênh lại tắc.")
    commitment.refresh_from_db()
    matter.refresh_from_db()
    assert (commitment.state, commitment.done_on, matter.state) == ("reopened", None, "concluded")
    report_progress(commitment, Report(commune.agency, "Đang làm lại.", 40), by=commune["agency"])
    confirm_result(matter, by=author_of(make_done(commitment, commune).matter))
    matter.refresh_from_db()
    assert matter.state == "settled"
    assert [row.verdict for row in Confirmation.objects.all()] == [
        "settled",
        "not_settled",
        "settled",
    ]


@pytest.mark.django_db
def test_an_answer_that_did_not_help_waits_for_the_next_dialogue(commune: Commune) -> None:
    matter = make_matter(commune)
    notice = make_draft(commune, matter, outcome=Outcome.EXPLAINED)
    publish_and_assign(notice, by=commune["party_head"])
    matter.refresh_from_db()
    dispute_result(matter, by=author_of(matter))
    matter.refresh_from_db()
    assert matter.state == "open"
    make_dialogue(commune, matter)
    matter.refresh_from_db()
    assert matter.state == "in_dialogue"


@pytest.mark.django_db
def test_every_promise_stands_in_exactly_one_lateness(commune: Commune) -> None:
    for days in (-1, 0, 7, 8):
        with as_of(now() - timedelta(days=3)):
            make_commitment(
                commune,
                make_matter(commune, f"Việc {days}"),
                due_on=today() + timedelta(days=3 + days),
            )
    make_done(make_commitment(commune, make_matter(commune, "Xong")), commune)
    stands = {
        one.value: Commitment.objects.filter(lateness_filter(one)).count() for one in Lateness
    }
    assert stands == {"overdue": 1, "soon": 2, "running": 1, "on_time": 1, "done_late": 0}
    assert Commitment.objects.count() == 5


@pytest.mark.django_db
def test_a_list_is_filtered_by_lateness_state_and_agency(commune: Commune) -> None:
    late = make_commitment(commune, due_on=today() + timedelta(days=1))
    running = make_commitment(commune, due_on=today() + timedelta(days=60))
    mine = commitments_for(commune[RoleName.OFFICE])
    with as_of(now() + timedelta(days=2)):
        assert list(filtered(mine, lateness=Lateness.OVERDUE)) == [late]
        assert list(filtered(mine, lateness=Lateness.RUNNING, state="assigned")) == [running]
    assert set(filtered(mine, lead=commune.agency)) == {late, running}
    assert list(leads_of(mine)) == [commune.agency]
    with pytest.raises(Invalid):
        filtered(mine, lateness="never")
    with pytest.raises(Invalid):
        filtered(mine, state="never")
