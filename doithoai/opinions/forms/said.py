"""The field for what somebody says, also when it was pasted from a document of old fonts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from doithoai.kit.fields import TextField
from doithoai.language.old_letters import has_lost_letters, rewritten


class SaidField(TextField):
    """Letters of TCVN3 and VNI are written in Unicode; where letters were lost it asks for them."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(rewritten(value) if isinstance(value, str) else value)
        if has_lost_letters(text):
            raise ValidationError(
                _("Letters of these words were lost. Please copy them again from where they came.")
            )
        return text
