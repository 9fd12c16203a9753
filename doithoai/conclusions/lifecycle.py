"""The life of a conclusion notice (thông báo kết luận)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.conclusions import rules
from doithoai.record.moves import Lifecycle, Move, internal
from doithoai.record.permissions import Permission as P


class NoticeState(TextChoices):
    DRAFT = "draft", _("Being drafted")
    PUBLISHED = "published", _("Published")


N = NoticeState

# fmt: off
CONCLUSION_MOVES = (
    internal("draft", _("Draft the conclusion"), (), N.DRAFT, P.DRAFT_CONCLUSION),
    Move("publish", _("Publish the conclusion"), (N.DRAFT,), N.PUBLISHED, P.PUBLISH_CONCLUSION,
         (rules.has_number, rules.resolves_every_matter)),
)
# fmt: on
CONCLUSION = Lifecycle("conclusionnotice", _("Conclusion notice"), NoticeState, CONCLUSION_MOVES)
