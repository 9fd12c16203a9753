"""The words of an opinion on the pages of officials."""

from django import template

from doithoai.opinions.models import Opinion
from doithoai.opinions.queries import words_for
from doithoai.people.actors import Official

register = template.Library()


@register.simple_tag
def words(official: Official, opinion: Opinion, text: str = "") -> str:
    """What it says, or another ``text`` that belongs to it, as this official may read it."""
    return words_for(official, opinion, text or opinion.text)
