"""The life of an identity: kept in the vault until its person has it erased."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.record.moves import Lifecycle, internal
from doithoai.record.permissions import Permission as P


class IdentityState(TextChoices):
    KEPT = "kept", _("Kept in the vault")
    RESTRICTED = "restricted", _("Kept, and used for nothing")
    ERASED = "erased", _("Erased")


S = IdentityState
SEALED = (S.KEPT, S.RESTRICTED)
"""States in which something is kept of a person."""

# fmt: off
IDENTITY_MOVES = (
    internal("keep", _("Keep an identity"), (), S.KEPT, P.KEEP_IDENTITY),
    internal("correct", _("Correct an identity"), SEALED, None, P.CORRECT_IDENTITY),
    internal("restrict", _("Use an identity for nothing"), (S.KEPT,), S.RESTRICTED, P.CORRECT_IDENTITY),
    internal("allow", _("Use an identity again"), (S.RESTRICTED,), S.KEPT, P.CORRECT_IDENTITY),
    internal("carry", _("Carry an identity to another office"), SEALED, None, P.KEEP_IDENTITY),
    internal("reveal", _("Look at an identity"), (S.KEPT,), None, P.REVEAL_IDENTITY, needs_note=True),
    internal("erase", _("Erase an identity"), SEALED, S.ERASED, P.ERASE_IDENTITY),
)
# fmt: on
IDENTITY = Lifecycle("identity", _("Identity"), IdentityState, IDENTITY_MOVES)
