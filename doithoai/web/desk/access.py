"""Who enters the desk: signed in, and in office today."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from doithoai.kit.errors import NotAllowed
from doithoai.people.actors import Official
from doithoai.people.models import User
from doithoai.people.queries import awaits_units, official
from doithoai.record.models import Recorded
from doithoai.record.permissions import Permission


class DeskRequest(HttpRequest):
    """A request of somebody who holds an appointment today."""

    official: Official


type View[**P] = Callable[Concatenate[DeskRequest, P], HttpResponseBase]
type Guarded[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def official_required[**P](view: View[P]) -> Guarded[P]:
    """Lets in officials only and puts who they are on ``request.official``.

    Without a session: to the sign-in page and back. Without an appointment: a page that says so,
    or the choice of units when the first administrator has not made it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        try:
            request.official = official(request.user)  # type: ignore[attr-defined]
        except Http404:
            if awaits_units(request.user):
                return redirect("beginning:units")
            return render(request, "desk/no_appointment.html", status=403)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return guarded


def needs[**P](*permissions: Permission) -> Callable[[View[P]], Guarded[P]]:
    """Like ``official_required``; somebody with none of these anywhere is refused (403)."""

    def decorate(view: View[P]) -> Guarded[P]:
        @wraps(view)
        def allowed(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not any(map(request.official.holds, permissions)):
                raise NotAllowed(_("Your role does not open this page."))
            return view(request, *args, **kwargs)

        return official_required(allowed)

    return decorate


def reads_units(official: Official) -> bool:
    """Whether the person reads opinions and dialogues of whole units, not of one agency."""
    return bool(official.unit_ids(Permission.VIEW_DESK))


def units_required[**P](view: View[P]) -> Guarded[P]:
    """Like ``official_required``, for pages about whole units: agencies see their work only."""

    @wraps(view)
    def allowed(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not reads_units(request.official):
            raise NotAllowed(_("Your role does not open this page."))
        return view(request, *args, **kwargs)

    return official_required(allowed)


def require_move(official: Official, move: str, thing: Recorded) -> None:
    """Raises NotAllowed when the role does not have this move over the thing, ready or not."""
    if not official.may(thing.lifecycle[move].may, thing):  # type: ignore[attr-defined]
        raise NotAllowed(_("Your role does not open this page."))
