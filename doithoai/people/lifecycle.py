"""The life of an identity: kept in the vault until its person has it erased."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.record.moves import Lifecycle, Move


class IdentityState(TextChoices):
    KEPT = "kept", _("Kept in the vault")
    ERASED = "erased", _("Erased")


IDENTITY = Lifecycle(
    "identity",
    _("Identity"),
    IdentityState,
    (
        Move(
            "keep", _("Keep an identity"), (), IdentityState.KEPT, "keep_identity", is_public=False
        ),
        Move(
            "correct",
            _("Correct an identity"),
            (IdentityState.KEPT,),
            None,
            "correct_identity",
            is_public=False,
        ),
        Move(
            "reveal",
            _("Look at an identity"),
            (IdentityState.KEPT,),
            None,
            "reveal_identity",
            is_public=False,
            needs_note=True,
        ),
        Move(
            "erase",
            _("Erase an identity"),
            (IdentityState.KEPT,),
            IdentityState.ERASED,
            "erase_identity",
            is_public=False,
        ),
    ),
)
