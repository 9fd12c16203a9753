"""Says from where a request comes, and tells the security log of officials who were refused."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse

from doithoai.people.actions.security import note_failure
from doithoai.people.gate.networks import coming_from
from doithoai.people.models import SecurityKind, User
from doithoai.people.security_signals import page_of
from doithoai.web.visitors import network_of

type GetResponse = Callable[[HttpRequest], HttpResponse]


class SecurityLog:
    """Stands around ``Refusals``: a refusal is a 403, whoever gave it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with coming_from(partial(network_of, request.META)):
            response = self.get_response(request)
            if response.status_code == 403 and isinstance(request.user, User):
                note_failure(SecurityKind.REFUSED, account=request.user, about=page_of(request))
            return response
