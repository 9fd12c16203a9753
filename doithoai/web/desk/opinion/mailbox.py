"""Letters from the mailbox of the office: opened, then entered as an opinion or discarded."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from doithoai.opinions.forms.mailbox import DiscardForm, LetterEntryForm, OpenForm
from doithoai.opinions.models import MailboxLetter
from doithoai.opinions.queries.mailbox import (
    is_silent,
    letters_for,
    mailbox_reading,
    waiting_letters_for,
)
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.page_frame import desk_page
from doithoai.web.door.bodies import takes_files

MOST_LISTED = 100


@require_safe
@needs(Permission.ENTER_OPINION)
def waiting_letters(request: DeskRequest) -> HttpResponse:
    reading = mailbox_reading()
    context = {
        "letters": waiting_letters_for(request.official)[:MOST_LISTED],
        "reading": reading,
        "is_silent": reading and is_silent(reading),
    }
    return desk_page(request, "mailbox.html", context)


@never_cache
@require_POST
@needs(Permission.ENTER_OPINION)
def letter_open(request: DeskRequest, pk: int) -> HttpResponse:
    """The form of an opinion with what the letter says in it, to look at and save."""
    letter = get_object_or_404(waiting_letters_for(request.official), pk=pk)
    opening = OpenForm(request.POST)
    begun = opening.begin(letter, by=request.official)
    form = LetterEntryForm(
        by=request.official, letter=letter, initial=begun.initial if begun else None
    )
    context = {"opening": opening, "begun": begun, "form": form}
    return _letter_page(request, letter, context, opening.status)


@takes_files
@never_cache
@require_POST
@needs(Permission.ENTER_OPINION)
def letter_enter(request: DeskRequest, pk: int) -> HttpResponse:
    """The answer to the form is the receipt; sent twice, it is the same receipt."""
    letter = get_object_or_404(letters_for(request.official), pk=pk)
    form = LetterEntryForm(request.POST, request.FILES, by=request.official, letter=letter)
    if form.is_valid() and (entered := form.save(by=request.official)):
        opinion, receipt = entered
        return desk_page(request, "receipt.html", {"opinion": opinion, "receipt": receipt})
    return _letter_page(request, letter, {"form": form}, form.status)


@require_POST
@needs(Permission.ENTER_OPINION)
def letter_discard(request: DeskRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(letters_for(request.official), pk=pk)
    discarding = DiscardForm(request.POST)
    if discarding.is_valid() and discarding.save(letter, by=request.official):
        messages.success(request, _("The letter is discarded here; the mailbox still has it."))
        return redirect("desk:waiting_letters")
    return _letter_page(request, letter, {"discarding": discarding}, discarding.status)


def _letter_page(
    request: DeskRequest, letter: MailboxLetter, context: Mapping[str, object], status: int
) -> HttpResponse:
    whole = {"letter": letter, "discarding": DiscardForm(), **context}
    return desk_page(request, "letter.html", whole, status)
