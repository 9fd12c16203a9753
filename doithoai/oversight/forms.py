"""What an author says about the result."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from doithoai.kit.fields import TextField
from doithoai.kit.forms import ActionForm
from doithoai.opinions.author import Author
from doithoai.opinions.models import Matter
from doithoai.oversight.actions import dispute_result


class DisputeForm(ActionForm):
    """An author says that a matter is not settled."""

    text = TextField(
        label=_("What is still wrong?"),
        help_text=_("Only officials who have the right read this."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Please write in a few words what is still wrong.")},
    )

    def __init__(self, data: QueryDict | None = None, *, matter: Matter) -> None:
        super().__init__(data, auto_id=f"{matter.code}_%s")
        self.matter = matter

    def save(self, *, by: Author) -> bool:
        self.act(dispute_result, self.matter, by=by, text=self.cleaned_data["text"])
        return not self.errors
