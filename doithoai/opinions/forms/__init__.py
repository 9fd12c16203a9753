"""Forms of officials about opinions: enter, accept, refer, refuse, gather."""

from doithoai.opinions.forms.entry import EntryForm, units_of_today, villages_of_today
from doithoai.opinions.forms.triage import (
    AcceptForm,
    AttachForm,
    MatterForm,
    MatterRows,
    MattersForm,
    ReferForm,
    RefuseForm,
)

__all__ = [
    "AcceptForm",
    "AttachForm",
    "EntryForm",
    "MatterForm",
    "MatterRows",
    "MattersForm",
    "ReferForm",
    "RefuseForm",
    "units_of_today",
    "villages_of_today",
]
