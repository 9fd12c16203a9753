"""Letters of which nobody knows that they arrived: once more, or told by other means."""

from django.utils.translation import gettext as _

from doithoai.channels.actions import send_anew, settle_untold
from doithoai.channels.sending import open_ways
from doithoai.kit.errors import WrongState
from doithoai.opinions.models import Opinion
from doithoai.people.actors import Official
from doithoai.people.queries import is_demo
from doithoai.record.actions import action, perform


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
