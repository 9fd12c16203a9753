"""How authors hear: letters of which nobody knows that they arrived, and people whom no letter
reaches.
"""

from django.utils.translation import gettext as _

from doithoai.channels.actions import send_anew, settle_untold
from doithoai.channels.sending import open_ways
from doithoai.deadlines.queries import due_dates
from doithoai.deadlines.rules import RuleCode
from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.kit.time import now, today
from doithoai.opinions.models import Opinion, Telling
from doithoai.opinions.queries.telling import (
    has_village_head,
    standing_tellings,
    tellings_of_villages,
)
from doithoai.people.actors import Official
from doithoai.people.queries import is_demo
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission


@action
def send_again(opinion: Opinion, *, by: Official) -> None:
    """Let the author be told once more that there is news, however many letters were cut short.

    Raises WrongState when the author was told, or when this way is closed.
    """
    if opinion.tell_by not in open_ways(is_demo=is_demo()):
        raise WrongState(_("Nothing can be sent by this way now. Please call the author."))
    perform("send_again", opinion, by=by)
    if not send_anew(opinion.pk, opinion.tell_by):
        raise WrongState(_("It goes out again already, or its author was told meanwhile."))


@action
def note_told(opinion: Opinion, *, by: Official) -> None:
    """Note that the office told the author itself. Raises WrongState when nothing was cut short."""
    perform("note_told", opinion, by=by)
    if not settle_untold(opinion.pk, opinion.tell_by):
        raise WrongState(_("Its author was told already."))


def begin_telling(opinion: Opinion, about: Telling.About) -> None:
    """The office owes the author this news from now on, when no message brings it; in an action.

    Until the day by which authors are told what becomes of an opinion.
    """
    if not opinion.must_be_told:
        return
    rule = RuleCode.ACCEPTANCE_NOTICE
    due = due_dates({rule: opinion.received_at}, unit=opinion.unit_id).get(rule)
    owed = {
        "due_on": due.on if due else today(),
        "due_basis": due.legal_basis if due else "",
        "passed_at": None,
        "told_on": None,
        "way": "",
    }
    Telling.objects.update_or_create(opinion=opinion, about=about, defaults=owed)


@action
def inform_author(opinion: Opinion, *, by: Actor, way: str) -> None:
    """Note that somebody told the author, and how.

    A village head notes it of what heads of the own village entered, and of what the office asked
    them to tell. Raises WrongState when there is nothing to tell, or it was told.
    """
    if way not in Telling.Way.values:
        raise Invalid(_("Please say how the author was told."), field="way")
    if not by.may(Permission.TRIAGE_OPINION, opinion) and not _is_asked_to_tell(by, opinion):
        raise NotAllowed(_("The office tells the author of this opinion."))
    perform("inform", opinion, by=by, facts={"way": way})
    told = standing_tellings().filter(opinion=opinion)
    if not Telling.objects.filter(pk__in=told.values("pk")).update(told_on=today(), way=way):
        raise WrongState(_("Its author was told already."))


def _is_asked_to_tell(by: Actor, opinion: Opinion) -> bool:
    return isinstance(by, Official) and tellings_of_villages(by).filter(opinion=opinion).exists()


@action
def pass_to_village(opinion: Opinion, *, by: Official) -> None:
    """The village head reads what the office did, not what was said nor by whom, and tells it.

    Raises NotReady where no village head works here, WrongState when nothing is left to tell.
    """
    if not has_village_head(opinion):
        raise NotReady(_("The village has no head here who could tell it."))
    perform("pass_to_village", opinion, by=by)
    waiting = standing_tellings().filter(opinion=opinion, passed_at=None)
    if not Telling.objects.filter(pk__in=waiting.values("pk")).update(passed_at=now()):
        raise WrongState(_("The village head was asked already, or its author was told."))
