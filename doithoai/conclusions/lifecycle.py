"""The life of a conclusion notice (thông báo kết luận)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.conclusions import rules
from doithoai.record.moves import Lifecycle, Move


class NoticeState(TextChoices):
    DRAFT = "draft", _("Being drafted")
    PUBLISHED = "published", _("Published")


N = NoticeState

CONCLUSION = Lifecycle(
    "conclusionnotice",
    _("Conclusion notice"),
    NoticeState,
    (
        Move("draft", _("Draft the conclusion"), (), N.DRAFT, "draft_conclusion", is_public=False),
        Move(
            "publish",
            _("Publish the conclusion"),
            (N.DRAFT,),
            N.PUBLISHED,
            "publish_conclusion",
            (rules.has_number, rules.resolves_every_matter),
        ),
    ),
)
