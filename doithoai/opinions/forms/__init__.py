"""Forms of officials about opinions: enter, accept, refer, refuse, gather."""

from doithoai.opinions.forms.arrival import CorrectArrivalForm
from doithoai.opinions.forms.entry import EntryForm
from doithoai.opinions.forms.letters import LetterForm
from doithoai.opinions.forms.passing import PassBackForm, PassOnForm
from doithoai.opinions.forms.triage import (
    AcceptForm,
    AskForm,
    AttachForm,
    DecisionForm,
    DetachForm,
    InformForm,
    MatterForm,
    MatterRows,
    MattersForm,
    NoteToldForm,
    PassToVillageForm,
    PutBackForm,
    ReconsiderForm,
    ReferForm,
    RefuseForm,
    ReleaseForm,
    RestoreForm,
    SendAgainForm,
    TakeBackForm,
    TakeOverForm,
    UndoAcceptForm,
)

__all__ = [
    "AcceptForm",
    "AskForm",
    "AttachForm",
    "CorrectArrivalForm",
    "DecisionForm",
    "DetachForm",
    "EntryForm",
    "InformForm",
    "LetterForm",
    "MatterForm",
    "MatterRows",
    "MattersForm",
    "NoteToldForm",
    "PassBackForm",
    "PassOnForm",
    "PassToVillageForm",
    "PutBackForm",
    "ReconsiderForm",
    "ReferForm",
    "RefuseForm",
    "ReleaseForm",
    "RestoreForm",
    "SendAgainForm",
    "TakeBackForm",
    "TakeOverForm",
    "UndoAcceptForm",
]
