"""Forms of officials about opinions: enter, accept, refer, refuse, gather."""

from doithoai.opinions.forms.entry import EntryForm, MailForm
from doithoai.opinions.forms.triage import (
    AcceptForm,
    AskForm,
    AttachForm,
    DecisionForm,
    DetachForm,
    MatterForm,
    MatterRows,
    MattersForm,
    NoteToldForm,
    PutBackForm,
    ReconsiderForm,
    ReferForm,
    RefuseForm,
    ReleaseForm,
    SendAgainForm,
    TakeOverForm,
)

__all__ = [
    "AcceptForm",
    "AskForm",
    "AttachForm",
    "DecisionForm",
    "DetachForm",
    "EntryForm",
    "MailForm",
    "MatterForm",
    "MatterRows",
    "MattersForm",
    "NoteToldForm",
    "PutBackForm",
    "ReconsiderForm",
    "ReferForm",
    "RefuseForm",
    "ReleaseForm",
    "SendAgainForm",
    "TakeOverForm",
]
