"""Forms of officials about opinions: enter, accept, refer, refuse, gather."""

from doithoai.opinions.forms.entry import EntryForm, MailForm
from doithoai.opinions.forms.triage import (
    AcceptForm,
    AskForm,
    AttachForm,
    MatterForm,
    MatterRows,
    MattersForm,
    ReferForm,
    RefuseForm,
)

__all__ = [
    "AcceptForm",
    "AskForm",
    "AttachForm",
    "EntryForm",
    "MailForm",
    "MatterForm",
    "MatterRows",
    "MattersForm",
    "ReferForm",
    "RefuseForm",
]
