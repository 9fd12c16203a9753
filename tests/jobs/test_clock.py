"""What nobody needs is swept by the clock."""

from datetime import timedelta
from uuid import uuid4

import pytest

from doithoai.jobs.clock import sweep
from doithoai.kit.time import now
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
    assert sweep() == (1, 0, 1)
    assert (Attachment.objects.count(), Tally.objects.count()) == (1, 1)
