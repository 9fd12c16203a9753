"""From which network a request comes, and what it is asked for when very much comes in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from doithoai.kit.errors import Invalid, TryLater
from doithoai.kit.forms import ActionForm
from doithoai.opinions.models import Opinion
from doithoai.opinions.queries import opinion_by_receipt, receipt_meant
from doithoai.opinions.typed_codes import is_meant_as_receipt
from doithoai.people.gate.passing import challenge_for, count_miss
from doithoai.people.queries import offices
from doithoai.web.visitors import network_of


def network(request: HttpRequest) -> bytes:
    return network_of(request.META)


def receipt_looked_up(request: HttpRequest, typed: str) -> str:
    """The receipt code that is meant, as it was printed; "" when there is none, and what was meant
    as one is counted. Raises TryLater."""
    found = receipt_meant(typed)
    if not found and is_meant_as_receipt(typed):
        count_miss(network(request))
    return found


def known_receipt(request: HttpRequest, typed: str) -> Opinion | None:
    """The opinion with this receipt code; what is none is counted. Raises TryLater."""
    found = opinion_by_receipt(typed)
    if found is None:
        count_miss(network(request))
    return found


@never_cache
@require_GET
def challenge(request: HttpRequest) -> HttpResponse:
    """``{"challenge": "…", "csrf": "…"}`` for ``?unit=KEY&client_key=UUID``: what a program needs
    to send an opinion that waited on a device.
    """
    found = next((one for one in offices() if one.key == request.GET.get("unit")), None)
    try:
        client_key = UUID(request.GET.get("client_key", ""))
    except ValueError:
        found = None
    if found is None:
        raise Invalid(_("This place does not receive opinions here. Please choose another one."))
    asked = challenge_for(network(request), found, client_key)
    return JsonResponse({"challenge": asked, "csrf": get_token(request)})


def with_patience(answer: HttpResponse, form: ActionForm) -> HttpResponse:
    """Tells a program when to try again what the form could not do now."""
    if isinstance(form.refused, TryLater):
        answer.headers["Retry-After"] = str(form.refused.seconds)
    return answer
