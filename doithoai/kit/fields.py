"""The fields of our forms: what comes out of them is clean and lies within reason.

Django's own take any day, any number and a text of signs that nobody sees, so no form of ours has
one of those (``tests/kit/test_fields.py``).
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from doithoai.kit.days import Span
from doithoai.kit.errors import Invalid
from doithoai.kit.vietnamese import clean, one_line


class LineField(forms.CharField):
    """One line of text, as ``kit.vietnamese.one_line`` leaves it."""

    def to_python(self, value: Any) -> str:
        return _told(one_line, super().to_python(value))


class TextField(forms.CharField):
    """Text of several lines, as ``kit.vietnamese.clean`` leaves it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return _told(clean, super().to_python(value))


class AddressField(forms.EmailField):
    """An e-mail address."""

    def to_python(self, value: Any) -> str:
        return _told(one_line, super().to_python(value))


class PasswordField(forms.CharField):
    """Taken as it is typed, spaces too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)


class NumberField(forms.IntegerField):
    """A whole number with two bounds."""

    def __init__(self, *, min_value: int, max_value: int, **options: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **options)


class DegreesField(forms.FloatField):
    """A latitude or a longitude: degrees up to ``most`` either way."""

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(min_value=-most, max_value=most, **options)


class DayInput(forms.DateInput):
    """The browser's calendar, which offers the days of ``span`` as they are when it is shown."""

    input_type = "date"

    def __init__(self, span: Span) -> None:
        super().__init__(format="%Y-%m-%d")
        self.span = span

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        bounds = {"min": self.span.first.isoformat(), "max": self.span.last.isoformat()}
        return bounds | super().build_attrs(base_attrs, extra_attrs)


class DayField(forms.DateField):
    """A day of one kind (``kit.days``)."""

    def __init__(self, span: Span, **options: Any) -> None:
        super().__init__(widget=DayInput(span), **options)
        self.span = span

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        try:
            self.span.require(day, field="")
        except Invalid as refused:
            raise ValidationError(str(refused)) from refused
        return day


class SingleUseField(forms.UUIDField):
    """A hidden key made when the form is first shown: the same form sent twice counts once."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(initial=uuid4, **options)


def _told(tidy: Callable[[str], str], text: str | None) -> str:
    """``tidy(text)``; what it refuses is said beside the field."""
    try:
        return tidy(text or "")
    except Invalid as refused:
        raise ValidationError(str(refused)) from refused
