"""Letters from the mailbox: kept sealed until an official enters or discards them, then erased."""

from typing import Any, Final

from django.db import IntegrityError
from django.utils.translation import gettext as _

from doithoai.kit.errors import NotAllowed, WrongState
from doithoai.kit.time import now
from doithoai.opinions.actions.attachments import remove_attachment
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.codes import letter_key
from doithoai.opinions.lifecycle import MailboxLetterState
from doithoai.opinions.models import MailboxLetter, MailboxReading, Opinion
from doithoai.opinions.queries.attachments import waiting_attachments
from doithoai.opinions.queries.channels import mail_unit_ids
from doithoai.opinions.queries.mailbox import is_known
from doithoai.people.actions.vault import drop_box, open_box, seal_box
from doithoai.people.actors import Official
from doithoai.places.models import Unit
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor

MOST_WAITING: Final = 300
"""Letters that wait at once; who fills a mailbox does not fill the disk too."""


def receive_letter(
    *, by: Actor, unit: Unit, mark: bytes, content: bytes, size: int, is_head_only: bool = False
) -> bool:
    """Keep the letter, sealed; False when it was received before."""
    if is_known(mark):
        return False
    try:
        _keep(by, MailboxLetter(
            unit=unit, mark=mark, size=size, is_head_only=is_head_only, arrived_at=now()
        ), content)  # fmt: skip
    except IntegrityError:
        if is_known(mark):  # another worker was faster
            return False
        raise
    return True


@action
def _keep(by: Actor, letter: MailboxLetter, content: bytes) -> None:
    letter.content = seal_box(content, _purpose(letter))
    perform("arrive", letter, by=by)


@action
def open_letter(letter: MailboxLetter, *, by: Official) -> bytes:
    """The letter as it came; the history knows who opened it. Raises WrongState once it is gone."""
    _require_mail(letter, by)
    perform("open", letter, by=by, facts={"account": by.user.pk})
    return open_box(letter.content, _purpose(letter))


@action
def enter_letter(letter: MailboxLetter, *, by: Official, **given: Any) -> tuple[Opinion, str]:
    """The opinion in the letter, and its receipt; the letter is erased.

    ``given`` is what ``record_opinion`` takes. Entered twice it is one opinion.
    """
    _require_mail(letter, by)
    mine = {"client_key": letter_key(bytes(letter.mark)), "received_at": letter.arrived_at}
    locked = MailboxLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if locked.state == MailboxLetterState.DISCARDED:
        raise WrongState(_("This letter was discarded."))
    opinion, receipt = record_opinion(by=by, **{**given, **mine})
    if locked.state == MailboxLetterState.WAITING:
        perform("enter", locked, by=by, also={"content": None})
        drop_box(letter.content_id)
    return opinion, receipt


@action
def discard_letter(letter: MailboxLetter, *, by: Official, note: str) -> None:
    """Erase what is no opinion, with a reason; the mailbox still has it.

    Raises NotReady, WrongState.
    """
    _require_mail(letter, by)
    box = letter.content_id
    perform("discard", letter, by=by, note=note, also={"content": None})
    drop_box(box)
    key = letter_key(bytes(letter.mark))
    for one in waiting_attachments(key):
        remove_attachment(client_key=key, pk=one.pk)


def note_mailbox(*, fault: str = "", is_full: bool = False) -> None:
    """How the last reading went. No action: the public pages do not grow old by it."""
    given: dict[str, Any] = {"fault": fault[:80], "is_full": is_full}
    if not fault:
        given["read_at"] = now()
    MailboxReading.objects.update_or_create(
        singleton=True, defaults=given, create_defaults={"read_at": now(), **given}
    )


def _require_mail(letter: MailboxLetter, by: Official) -> None:
    if letter.unit_id not in mail_unit_ids(by):
        raise NotAllowed(_("Your role does not allow this here."))


def _purpose(letter: MailboxLetter) -> str:
    """Bound to fields that never change: a box put under another letter does not open."""
    return f"mailbox/{letter.unit_id}/{bytes(letter.mark).hex()}"
