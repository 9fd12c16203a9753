"""Signing in at one touch, in a demonstration only, and never where the public reaches it."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from doithoai.people.actions.text_codes import offers_text_codes
from doithoai.people.queries import demo_accounts, has_open_doors


class SignIn(LoginView):  # type: ignore[misc]  # the package ships no types
    """The sign-in page; a demonstration shows its accounts beside the form. Village heads have ways
    of their own (``web.signing_in_by_phone``).
    """

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**context)
        if has_open_doors():
            found["demo_accounts"] = [
                (user.display_name, held.described.description, user.email)
                for held, user in demo_accounts()
            ]
        found["offers_text_codes"] = offers_text_codes()
        return found


@never_cache
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the demo account with this ``email``; there is no such page in a real office."""
    if not has_open_doors():
        raise Http404
    users = {user.email: user for _held, user in demo_accounts() if user.is_active}
    user = users.get(request.POST.get("email", ""))
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(_wanted(request) or "desk:my_work")


def _wanted(request: HttpRequest) -> str:
    """The page the person came for, if it is one of ours."""
    path = request.POST.get("next", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(path, hosts, require_https=request.is_secure())
    return path if is_ours else ""
