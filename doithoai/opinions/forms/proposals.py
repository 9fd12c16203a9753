"""Sending back what somebody has proposed, and whether two persons decide."""

from django import forms
from django.utils.translation import gettext_lazy

from doithoai.kit.fields import TextField
from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.four_eyes import send_back_proposal
from doithoai.opinions.models import Proposal
from doithoai.people.actors import Official


class SendBackForm(ActionForm):
    """Whoever has proposed it needs no remark."""

    prefix = "back"
    remark = TextField(
        label=gettext_lazy("What should be otherwise"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )

    def save(self, proposal: Proposal, *, by: Official) -> bool:
        self.act(send_back_proposal, proposal, by=by, remark=self.cleaned_data["remark"])
        return not self.errors
