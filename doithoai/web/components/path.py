"""The path of a matter as a stepper."""

from collections.abc import Sequence

from django import template
from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.dossiers.steps import Step, StepState
from doithoai.web.components.addresses import public_address
from doithoai.web.components.basics import icon, short_day, under
from doithoai.web.components.looks import STEPS
from doithoai.web.components.markup import markup

register = template.Library()


@register.simple_tag
def path_steps(steps: Sequence[Step]) -> SafeString:
    """The stepper: level on a wide page, upright on a phone and on paper."""
    drawn = SafeString("".join(_step(one) for one in steps))
    return markup('<ol class="path" aria-label="{}">{}</ol>', _("The path of this matter"), drawn)


def _step(step: Step) -> SafeString:
    if not isinstance(step, Step):
        raise TemplateSyntaxError(f"path_steps wants Step, not {type(step).__name__}")
    slow = " slow" if step.late_days and step.state is StepState.DONE else ""
    is_current = step.state in (StepState.NOW, StepState.LATE)
    return markup(
        '<li class="{}{}"{}><span class="dot">{}</span>'
        '<b>{}</b><span class="visually-hidden">: {}. </span>{}{} {}{}{}</li>',
        step.state,
        slow,
        SafeString(' aria-current="step"' if is_current else ""),
        icon(STEPS[step.state]),
        step.title,
        step.word,
        _step_day(step),
        markup('<span class="lag">{}</span>', step.lag) if step.lag else "",
        step.text,
        _link(step),
        markup('<span class="law">{}</span>', under(step.legal_basis)) if step.legal_basis else "",
    )


def _step_day(step: Step) -> SafeString | str:
    if step.on:
        return markup('<span class="d">{}</span>', short_day(step.on))
    if step.due:
        return markup('<span class="d">{} {}</span>', _("due"), short_day(step.due))
    return ""


def _link(step: Step) -> SafeString | str:
    if step.link is None:
        return ""
    return markup(' <a href="{}">{}</a>', public_address(step.link), step.link_text)
