"""The baseline's pages: a constant, and a view that does one indexed query for 20 rows."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from doithoai.commitments.models import Commitment


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Đối Thoại")


def rows(request: HttpRequest) -> HttpResponse:
    found = Commitment.objects.order_by("due_on", "id")[:20]
    return HttpResponse("".join(f"<li>{row.pk} {row.due_on} {row.state}</li>" for row in found))


urlpatterns = [path("constant", constant), path("rows", rows)]
