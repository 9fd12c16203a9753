"""A file as a download that no browser opens as a page of ours."""

from typing import IO

from django.http import FileResponse, Http404

from doithoai.opinions.models.letters import Attachment

TYPES = {
    Attachment.Kind.PHOTO: ("image/jpeg", "anh-{}.jpg"),
    Attachment.Kind.DOCUMENT: ("application/pdf", "tai-lieu-{}.pdf"),
}


def download(attachment: Attachment) -> FileResponse:
    """A file of an opinion. Kept by nobody on the way; its name tells nothing of the sender's."""
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    kind, name = TYPES[Attachment.Kind(attachment.kind)]
    answer = FileResponse(
        content, as_attachment=True, filename=name.format(attachment.pk), content_type=kind
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def spreadsheet(content: IO[bytes], name: str) -> FileResponse:
    """An .xlsx of ours, kept by nobody on the way."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=kind)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer
