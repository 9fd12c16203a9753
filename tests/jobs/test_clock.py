"""What nobody needs is swept by the clock."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings

from doithoai.jobs.clock import sweep
from doithoai.kit.time import now
from doithoai.kit.uploads.orphans import LEFT_ALONE, sweep_orphans
from doithoai.opinions.actions.attachments import NEVER_SENT_AFTER
from doithoai.opinions.models import Attachment
from doithoai.people.gate import limits
from doithoai.people.gate.networks import mark
from doithoai.people.gate.tally import KEEP, count
from doithoai.people.models import Tally


@pytest.mark.django_db
def test_old_counters_and_files_that_were_never_sent_are_swept() -> None:
    count((limits.SEND_FORM, mark("a")), (limits.SEND_FORM, mark("b")))
    old = Tally.objects.first()
    assert old is not None
    Tally.objects.filter(pk=old.pk).update(begins=now() - KEEP - timedelta(hours=1))
    for age in (NEVER_SENT_AFTER + timedelta(hours=1), timedelta(0)):
        row = Attachment.objects.create(
            client_mark=uuid4().bytes, file="opinions/none", size=1, kind="photo",
            uploaded_at=now(), digest=bytes(32),
        )  # fmt: skip
        Attachment.objects.filter(pk=row.pk).update(uploaded_at=now() - age)
    assert sweep() == (0, 0, 1, 0, 0, 1, 0, 0)
    assert (Attachment.objects.count(), Tally.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_file_without_a_row_is_swept_when_no_request_can_still_write_one(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    kept = Attachment.objects.create(
        client_mark=uuid4().bytes, file="opinions/kept.jpg", size=1, kind="photo",
        uploaded_at=now(), digest=bytes(32),
    )  # fmt: skip
    long_ago = (now() - LEFT_ALONE - timedelta(hours=1)).timestamp()
    for name, is_old in (("kept.jpg", True), ("orphan.jpg", True), ("coming.jpg", False)):
        path = tmp_path / "opinions" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        if is_old:
            os.utime(path, (long_ago, long_ago))
    assert sweep_orphans() == 1
    left = {one.name for one in (tmp_path / "opinions").iterdir()}
    assert left == {"coming.jpg", "kept.jpg"}
    assert kept.file.storage.exists("opinions/kept.jpg")
