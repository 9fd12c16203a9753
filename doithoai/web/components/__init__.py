"""The only place in Python that makes HTML: ``{% load components %}`` brings all of it.

A component is a function with declared props; views and dossiers hand it values.
"""

from django import template

from doithoai.web.components import addresses, basics, boxes, frame, looks, path, timeline

register = template.Library()
for part in (basics, boxes, frame, addresses, looks, path, timeline):
    register.tags |= part.register.tags
    register.filters |= part.register.filters
