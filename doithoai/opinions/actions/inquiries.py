"""A question of the office to the author of an opinion, and the author's answer."""

from django.utils.translation import gettext as _

from doithoai.kit.errors import NotReady
from doithoai.kit.texts import required_text
from doithoai.kit.time import now
from doithoai.opinions.actions.hands import require_free
from doithoai.opinions.actions.telling import begin_telling
from doithoai.opinions.author import Author
from doithoai.opinions.models import Inquiry, Opinion, Telling
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor

LONGEST_QUESTION = 1000
LONGEST_REPLY = 2000


@action
def ask_author(opinion: Opinion, *, by: Actor, question: str) -> Inquiry:
    """Ask the author for what the office cannot know; the opinion waits until it is answered."""
    words = required_text(question, field="question", longest=LONGEST_QUESTION)
    require_free(opinion, by=by)
    perform("ask", opinion, by=by)
    begin_telling(opinion, Telling.About.ASKED)
    return Inquiry.objects.create(opinion=opinion, question=words, asked_at=now())


@action
def reply_to_office(opinion: Opinion, *, by: Author, text: str) -> Inquiry:
    """Answer the question that is open; the office has the opinion in hand again."""
    words = required_text(text, field="text", longest=LONGEST_REPLY)
    perform("reply", opinion, by=by)
    open_one = opinion.inquiries.filter(replied_at__isnull=True).order_by("id").last()
    if open_one is None:
        raise NotReady(_("There is no question to answer."))
    open_one.reply, open_one.replied_at = words, now()
    open_one.save(update_fields=["reply", "replied_at"])
    return open_one
