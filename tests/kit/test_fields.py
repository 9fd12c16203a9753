"""No form of ours has a field that takes any day, any number or a text of nothing."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

import doithoai
from doithoai.kit import days, fields
from doithoai.kit.time import today
from doithoai.web.security_keys import CredentialField

PACKAGE = Path(doithoai.__file__).parent
BOUNDED = (
    fields.LineField,
    fields.TextField,
    fields.AddressField,
    fields.PasswordField,
    fields.NumberField,
    fields.DegreesField,
    fields.DayField,
    forms.BooleanField,
    forms.ChoiceField,  # and ModelChoiceField: one of those that are offered
    forms.FileField,  # the upload's door looks at it
    forms.TimeField,
    forms.UUIDField,
    CredentialField,
)
UNSEEN = [
    "\u200b",
    "\ufeff\u2060",
    " \u200d\n\u00ad ",
    "\u3164",
    "\u2800",
    "\u202e\u200f",
    "\ufe0f",
]


def all_forms() -> Iterator[type[forms.BaseForm]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "import forms" in source or "django.forms" in source:
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            import_module(".".join(part for part in parts if part != "__init__"))
    yield from _heirs(forms.BaseForm)


def _heirs(base: type[Any]) -> Iterator[type[Any]]:
    for heir in base.__subclasses__():
        if heir.__module__.startswith("doithoai."):
            yield heir
        yield from _heirs(heir)


def test_every_field_of_every_form_is_bounded() -> None:
    found = set(all_forms())
    assert len(found) > 50
    loose = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in found
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if not isinstance(field, BOUNDED)
    }
    assert not loose


def test_every_text_has_a_longest_length() -> None:
    endless = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in all_forms()
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(field, BOUNDED[:4]) and not field.max_length
    }
    assert not endless


@pytest.mark.parametrize("text", UNSEEN)
@pytest.mark.parametrize("kind", [fields.LineField, fields.TextField])
def test_a_text_that_nobody_sees_is_empty(kind: type[forms.CharField], text: str) -> None:
    assert kind(required=False).clean(text) == ""
    with pytest.raises(ValidationError):
        kind().clean(text)


def test_one_line_keeps_no_line_end_and_a_text_keeps_them() -> None:
    typed = " Nạo\r\nvét\u2028kênh\u0085 tiêu "
    assert fields.LineField().clean(typed) == "Nạo vét kênh tiêu"
    assert fields.TextField().clean(" một\r\n hai ") == "một\n hai"


def test_a_letter_buried_in_marks_is_told_beside_the_field() -> None:
    with pytest.raises(ValidationError):
        fields.LineField().clean("a" + "\u0301" * 50)


def test_a_password_keeps_its_spaces() -> None:
    assert fields.PasswordField().clean(" một câu dài ") == " một câu dài "


SPANS = [days.PLAN, days.HELD, days.ROUND, days.DUE, days.TERM, days.DAY_OFF, days.PLACE]


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("typed", ["0001-01-01", "0026-12-20", "1899-12-31", "9999-12-31"])
def test_no_kind_of_day_takes_a_slip_of_the_keys(span: days.Span, typed: str) -> None:
    with pytest.raises(ValidationError):
        fields.DayField(span).clean(typed)


@pytest.mark.parametrize("span", SPANS)
def test_the_bounds_themselves_are_taken_and_told_to_the_browser(span: days.Span) -> None:
    field = fields.DayField(span)
    for day in (span.first, span.last):
        assert field.clean(day.isoformat()) == day
    for day in (span.first - timedelta(days=1), span.last + timedelta(days=1)):
        with pytest.raises(ValidationError):
            field.clean(day.isoformat())
    assert span.first.isoformat() in field.widget.render("day", today())


def test_what_a_kind_allows_the_database_allows() -> None:
    for span in SPANS:
        assert days.EARLIEST <= span.first <= span.last < days.BEYOND


@pytest.mark.parametrize("typed", ["9" * 5000, "-1", "1e400", "nan", "1.5"])
def test_a_number_without_sense_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        fields.NumberField(min_value=0, max_value=100).clean(typed)


@pytest.mark.parametrize("typed", ["9" * 5000, "1e400", "nan", "90.1"])
def test_degrees_lie_on_the_globe(typed: str) -> None:
    with pytest.raises(ValidationError):
        fields.DegreesField(most=90).clean(typed)


def test_a_number_beyond_its_bounds_is_refused_in_words() -> None:
    percent = fields.NumberField(min_value=0, max_value=100)
    said = {101: "Xin nhập một số không lớn hơn 100.", -1: "Xin nhập một số không nhỏ hơn 0."}
    for number, sentence in said.items():
        with pytest.raises(ValidationError) as refused:
            percent.clean(number)
        assert refused.value.messages == [sentence]
