"""What only desk pages need."""

from django import template

register = template.Library()


@register.filter
def of_key(numbers: dict[int, int], key: int) -> int:
    """The number under this key; 0 when there is none."""
    return numbers.get(key, 0)
