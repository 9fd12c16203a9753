"""Forms that call an action: what the action refuses is shown beside the field it is about.

Nothing that was typed is lost: a refused form is shown again as it was sent.
"""

from collections.abc import Callable

from django import forms

from doithoai.kit.errors import NotAllowed, Refused


class ActionForm(forms.Form):
    """A form whose methods call actions through ``act``."""

    required_css_class = "required"
    refused: Refused | None = None

    def act[**P, R](self, verb: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """What ``verb`` answers; None when it refused, and then the form has an error.

        That a person may not do it at all is no fault of the form: NotAllowed goes on to its page,
        unless it names a field: then another entry there is allowed.
        """
        try:
            return verb(*args, **kwargs)
        except Refused as refused:
            if isinstance(refused, NotAllowed) and refused.field not in self.fields:
                raise
            self.refused = refused
            self.add_error(refused.field if refused.field in self.fields else None, str(refused))
            return None

    @property
    def status(self) -> int:
        """The status of the page that shows this form: 200, 403, 409 or 422."""
        if self.refused:
            return self.refused.status
        return 422 if self.is_bound and not self.is_valid() else 200
