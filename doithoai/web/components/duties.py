"""Whether a dialogue kept the law: a line for each duty."""

from collections.abc import Iterable
from typing import Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.dossiers.duties import Proof
from doithoai.web.components.basics import badge, short_day
from doithoai.web.components.markup import markup

register = template.Library()

LINE: Final = (
    '<li><div><b>{}</b><div class="small">{}</div><div class="law">{} {}</div></div>{}</li>'
)


@register.simple_tag
def proof_lines(proofs: Iterable[Proof]) -> SafeString:
    """One list item a duty: when it was done or is due, the rule, and how it was kept."""
    return SafeString("".join(_line(one) for one in proofs))


def _line(proof: Proof) -> SafeString:
    due = proof.due
    return markup(
        LINE,
        proof.title,
        short_day(proof.on) if proof.on else markup("{} {}", _("due"), short_day(due.on)),
        due.explanation,
        due.legal_basis,
        badge(proof.kind, proof.words),
    )
