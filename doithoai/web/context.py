"""What every page's frame needs: how this person wants to see it, and whether it is a demo.

Nothing here depends on who is signed in: public pages are kept in a cache for everybody with the
same ``doithoai.web.preferences.appearance_key``.
"""

from django.http import HttpRequest

from doithoai.people.queries import is_demo
from doithoai.web.preferences import Appearance, appearance_of


def frame(request: HttpRequest) -> dict[str, Appearance | bool]:
    return {
        "appearance": appearance_of(request),
        "is_demo": is_demo(),
    }
