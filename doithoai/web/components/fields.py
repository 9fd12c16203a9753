"""How a form field looks: label, help, input, error, tied together by ids.

The ids follow Django's own (``…_helptext``, ``…_error``), so that its ``aria-describedby``
points at them.
"""

from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    ModelChoiceField,
    RadioSelect,
    Select,
)
from django.forms.widgets import ChoiceWidget
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

ALL_ERRORS = "__all__"


def render_field(bound: BoundField) -> SafeString:
    """The whole field; hidden inputs come bare."""
    if bound.is_hidden:
        return format_html("{}", bound.as_hidden())
    widget = bound.field.widget
    if isinstance(widget, ChoiceWidget) and not isinstance(bound.field, ModelChoiceField):
        widget.choices = [(value, capfirst(str(words))) for value, words in widget.choices]
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return _choices(bound)
    if isinstance(widget, CheckboxInput):
        return _checkbox(bound)
    kind = "form-select" if isinstance(widget, Select) else "form-control"
    return format_html(
        '<div class="field"><label for="{}">{}{}</label>{}{}{}</div>',
        bound.id_for_label,
        bound.label,
        _optional(bound),
        _help(bound),
        bound.as_widget(attrs={"class": _classes(bound, kind)}),
        _errors(bound),
    )


def words_of(bound: BoundField) -> str:
    """What was typed or chosen; of a choice its label, as the person saw it."""
    value = bound.value()
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return str(value)
    chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
    return ", ".join(str(label) for key, label in choices if str(key) in chosen)


def error_links(form: BaseForm) -> list[tuple[str, str, str]]:
    """(address of the field or "", its label, what is wrong) of every error, in field order."""
    if not form.is_bound:
        return []
    links = [("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else f"#{_first_id(bound)}"
        label = "" if bound.is_hidden else str(bound.label)
        links += [(target, label, str(error)) for error in bound.errors]
    return links


def _first_id(bound: BoundField) -> str:
    if isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def _classes(bound: BoundField, kind: str) -> str:
    return f"{kind} {bound.field.widget.attrs.get('class', '')}".strip()


def _optional(bound: BoundField) -> SafeString | str:
    if bound.field.required or isinstance(bound.field.widget, ClearableFileInput):
        return ""
    return format_html(' <span class="optional">({})</span>', _("may be left empty"))


def _help(bound: BoundField) -> SafeString | str:
    if not bound.help_text:
        return ""
    return format_html(
        '<div class="help" id="{}_helptext">{}</div>', bound.auto_id, bound.help_text
    )


def _errors(bound: BoundField) -> SafeString | str:
    if not bound.errors:
        return ""
    lines = format_html_join(
        "",
        '<p class="wrong"><i class="bi bi-exclamation-circle-fill" aria-hidden="true"></i>'
        "<span>{}</span></p>",
        ((error,) for error in bound.errors),
    )
    return format_html('<div id="{}_error">{}</div>', bound.auto_id, lines)


def _checkbox(bound: BoundField) -> SafeString:
    return format_html(
        '<div class="field"><label class="pick" for="{}">{}<span>{}</span></label>{}{}</div>',
        bound.id_for_label,
        bound.as_widget(),
        bound.label,
        _help(bound),
        _errors(bound),
    )


def _choices(bound: BoundField) -> SafeString:
    described = " ".join(
        name
        for name, present in (
            (f"{bound.auto_id}_helptext", bound.help_text),
            (f"{bound.auto_id}_error", bound.errors),
        )
        if present
    )
    picks = format_html_join(
        "",
        '<label class="pick" for="{}">{}<span>{}</span></label>',
        ((one.id_for_label, one.tag(), one.choice_label) for one in bound.subwidgets),
    )
    return format_html(
        '<fieldset class="field"{}><legend>{}{}</legend>{}<div class="picks">{}</div>{}</fieldset>',
        format_html(' aria-describedby="{}"', described) if described else "",
        bound.label,
        _optional(bound),
        _help(bound),
        picks,
        _errors(bound),
    )
