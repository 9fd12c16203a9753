"""Account pages that differ from the package's: passwords never travel by letter.

A forgotten password is replaced by a one-time link that the administrator hands over
(``people.invitations``); an address is changed by giving the roles to a new account.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def forgotten_password(request: HttpRequest) -> HttpResponse:
    return render(request, "account/forgotten_password.html")


def own_addresses(request: HttpRequest) -> HttpResponse:
    """The package's page would send a letter to the new address."""
    raise Http404
