"""Writing commitments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from doithoai.commitments.models import Commitment, Evidence, Extension, Progress
from doithoai.conclusions.actions import publish_conclusion
from doithoai.conclusions.models import ConclusionNotice, Outcome, Resolution
from doithoai.kit.days import DUE
from doithoai.kit.errors import Invalid
from doithoai.kit.texts import required_line, required_text
from doithoai.kit.time import now, short_date, today
from doithoai.kit.uploads.door import remake_photo
from doithoai.kit.vietnamese import clean
from doithoai.places.models import Agency
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor

LONGEST_REPORT = 3000
LONGEST_DOCUMENT = 300


@action
def publish_and_assign(notice: ConclusionNotice, *, by: Actor) -> list[Commitment]:
    """Publish a conclusion and give out the work that it assigns, all of it or nothing."""
    resolutions = publish_conclusion(notice, by=by)
    assigned = [row for row in resolutions if row.outcome == Outcome.ASSIGNED]
    return [_assign(resolution, notice, by=by) for resolution in assigned]


def _assign(resolution: Resolution, notice: ConclusionNotice, *, by: Actor) -> Commitment:
    if resolution.lead is None or resolution.due_on is None:
        raise Invalid(_("Assigned work needs an agency and a due date."))
    commitment = Commitment(
        resolution=resolution,
        matter=resolution.matter,
        unit=resolution.matter.unit,
        lead=resolution.lead,
        assigned_at=now(),
        first_due_on=resolution.due_on,
        due_on=resolution.due_on,
        due_basis=resolution.due_basis,
        is_sample=notice.is_sample,
    )
    facts = {
        "due_on": resolution.due_on.isoformat(),
        "basis": resolution.due_basis,
        "lead": resolution.lead.key,
    }
    perform("assign", commitment, by=by, facts=facts)
    commitment.supporting.set(resolution.supporting.all())
    return commitment


@dataclass(frozen=True, slots=True)
class Report:
    """What an agency reports; ``photos`` are uploads, ``documents`` name number, date, content."""

    agency: Agency
    text: str
    percent: int | None = None
    photos: Sequence["UploadedFile[bytes]"] = ()
    documents: Sequence[str] = ()


@action
def report_progress(commitment: Commitment, report: Report, *, by: Actor) -> Progress:
    perform("report_progress", commitment, by=by, facts={"percent": report.percent})
    return _keep(commitment, report, is_final=False)


@action
def report_done(commitment: Commitment, report: Report, *, by: Actor) -> Progress:
    """Report the work as done; refused without evidence."""
    commitment.new_evidence = len(report.photos) + len(_documents(report))
    facts = {"evidence": commitment.new_evidence}
    perform("report_done", commitment, by=by, facts=facts, also={"done_on": today()})
    return _keep(commitment, report, is_final=True)


def _keep(commitment: Commitment, report: Report, *, is_final: bool) -> Progress:
    if report.agency.pk not in commitment.agency_ids:
        raise Invalid(_("The agency has no part in this work."), field="agency")
    progress = Progress.objects.create(
        commitment=commitment,
        at=now(),
        agency=report.agency,
        text=required_text(report.text, field="text", longest=LONGEST_REPORT),
        percent=100 if is_final else report.percent,
        is_final=is_final,
    )
    pictures = [_photograph(photo) for photo in report.photos]
    evidence = [Evidence(progress=progress, photo=picture) for picture in pictures]
    evidence += [Evidence(progress=progress, document=line) for line in _documents(report)]
    for one in evidence:
        one.save()
    return progress


def _documents(report: Report) -> list[str]:
    """The documents that are named at all. Raises Invalid for a line that is too long."""
    return [
        required_line(text, field="documents", longest=LONGEST_DOCUMENT)
        for text in report.documents
        if clean(text)
    ]


def _photograph(upload: "UploadedFile[bytes]") -> ContentFile[bytes]:
    made = remake_photo(upload, upload.size or 0)
    return ContentFile(made.content, name=f"{uuid4().hex}{made.suffix}")


@action
def extend_commitment(
    commitment: Commitment, *, by: Actor, to_due_on: date, reason: str, approved_by: str
) -> Extension:
    """Move the due date; the first date, the reason and who approved stay visible."""
    locked = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if not max(locked.due_on, today()) < to_due_on <= DUE.last:
        raise Invalid(
            _("The new date must come after the present one and lie within ten years."),
            field="to_due_on",
        )
    basis = _("Extended from %(date)s, approved by %(post)s") % {
        "date": short_date(locked.due_on),
        "post": approved_by,
    }
    perform(
        "extend",
        commitment,
        by=by,
        note=clean(reason),
        facts={"from": locked.due_on.isoformat(), "to": to_due_on.isoformat()},
        also={"due_on": to_due_on, "due_basis": basis},
    )
    return Extension.objects.create(
        commitment=commitment,
        at=now(),
        from_due_on=locked.due_on,
        to_due_on=to_due_on,
        reason=clean(reason),
        approved_by=approved_by,
    )


@action
def confirm_commitment(commitment: Commitment, *, by: Actor) -> None:
    perform("confirm", commitment, by=by)


@action
def reopen_commitment(commitment: Commitment, *, by: Actor) -> None:
    """The author says that the work is not done: it goes back to the agency."""
    perform("reopen", commitment, by=by, also={"done_on": None})
