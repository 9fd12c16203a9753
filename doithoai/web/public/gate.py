"""Where a request is counted, and what is asked of it when very much comes in."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from doithoai.kit.errors import Invalid, TryLater
from doithoai.kit.forms import ActionForm
from doithoai.people.gate import limits
from doithoai.people.gate.networks import mark, network_mark
from doithoai.people.gate.proof import challenge as new_challenge
from doithoai.people.gate.proof import is_solved
from doithoai.people.gate.tally import count, counted, prove_not_above
from doithoai.people.queries import offices
from doithoai.places.models import Unit


def network(request: HttpRequest) -> bytes:
    """The visitor's network. The proxy of production writes the last of X-Forwarded-For itself."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.IS_PRODUCTION:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "")
        address = told.rpartition(",")[2].strip() or address
    return network_mark(address)


def pass_send(request: HttpRequest, unit: Unit, client_key: UUID) -> bool:
    """Counts a sending; whether it must wait for review. Raises TryLater."""
    who = network(request)
    _form, sent, today, queue = count(
        (limits.SEND_FORM, mark(client_key)),
        (limits.SEND_NETWORK, who),
        (limits.SEND_NETWORK_DAY, who),
        (limits.SEND_UNIT, mark(f"unit:{unit.pk}")),
    )
    is_flooded = queue > limits.FLOOD
    bits = limits.bits_for(sent, is_flooded=is_flooded)
    is_proven = bool(bits) and is_solved(
        request.POST.get("challenge", ""),
        request.POST.get("proof", ""),
        unit=unit.pk,
        client_key=client_key,
        bits=bits,
    )
    return limits.must_be_held(
        network_today=today, is_flooded=is_flooded, needs_proof=bool(bits), is_proven=is_proven
    )


def challenge_for(request: HttpRequest, unit: Unit, client_key: UUID) -> str:
    """What the browser has to solve before it sends; empty while nothing is asked."""
    is_flooded = counted(limits.SEND_UNIT, mark(f"unit:{unit.pk}")) >= limits.FLOOD
    sent = counted(limits.SEND_NETWORK, network(request)) + 1
    bits = limits.bits_for(sent, is_flooded=is_flooded)
    return new_challenge(unit=unit.pk, client_key=client_key, bits=bits) if bits else ""


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
    asked = challenge_for(request, found, client_key)
    return JsonResponse({"challenge": asked, "csrf": get_token(request)})


def pass_upload(request: HttpRequest, client_key: UUID) -> None:
    count((limits.UPLOAD_FORM, mark(client_key)), (limits.UPLOAD_NETWORK, network(request)))


def pass_join(request: HttpRequest, client_key: UUID) -> None:
    """For “I have this problem too”."""
    count((limits.SEND_FORM, mark(client_key)), (limits.JOIN_NETWORK, network(request)))


def pass_speaking(receipt: str) -> None:
    """For what the holder of one receipt says: a reply, a verdict on a result."""
    count((limits.SPEAK_RECEIPT, mark(f"receipt:{receipt}")))


def pass_look_up(request: HttpRequest) -> None:
    """Who guessed at receipt codes too often waits, also with a right one."""
    prove_not_above(limits.MISS_NETWORK, network(request))


def count_miss(request: HttpRequest) -> None:
    count((limits.MISS_NETWORK, network(request)))


def with_patience(answer: HttpResponse, form: ActionForm) -> HttpResponse:
    """Tells a program when to try again what the form could not do now."""
    if isinstance(form.refused, TryLater):
        answer.headers["Retry-After"] = str(form.refused.seconds)
    return answer
