"""The only place in Python that makes HTML: ``{% load components %}`` brings all of it.

A component is a function with declared props; views and dossiers hand it values.
"""

from django import template

from doithoai.web.components import (
    addresses,
    agenda,
    basics,
    boxes,
    duties,
    filters,
    frame,
    looks,
    marks,
    path,
    qr,
    rows,
    said,
    timeline,
    words,
)

register = template.Library()
PARTS = (
    basics,
    boxes,
    frame,
    addresses,
    looks,
    path,
    rows,
    said,
    agenda,
    duties,
    timeline,
    filters,
    marks,
    qr,
    words,
)
for part in PARTS:
    register.tags |= part.register.tags
    register.filters |= part.register.filters
