"""Addresses of pages, and those to which the links of a dossier lead."""

from functools import cache

from django import template
from django.urls import reverse

from doithoai.dossiers.links import Link

register = template.Library()


@cache
def address_of(name: str) -> str:
    """The address of a page with ``{}`` for what names the thing; reversing twenty is slow."""
    return reverse(name, args=["0"]).replace("/0/", "/{}/")


@cache
def _desk_address_of(kind: str, has_key: bool) -> str:
    return reverse(f"desk:{kind}", args=[0] if has_key else []).replace("/0/", "/{}/")


@register.simple_tag
def public_address(link: Link) -> str:
    """Where the public reads of it."""
    place = f"#{link.place}" if link.place else ""
    return address_of(link.kind).format(link.key) + place


@register.simple_tag
def desk_address(link: Link) -> str:
    """Where an official works on it."""
    return _desk_address_of(link.kind, link.key is not None).format(link.key)
