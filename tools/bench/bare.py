"""The baseline: Django with nothing but a URL and a view, on the same kind of server."""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

if not settings.configured:
    from doithoai.config.database import connection_settings
    from doithoai.config.environment import read_environment

    settings.configure(
        SECRET_KEY=os.urandom(32).hex(),
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tools.bench.bare",
        DATABASES={"default": connection_settings(read_environment())},
        USE_TZ=True,
    )
    django.setup()

ROWS = "SELECT id, due_on, state FROM commitments_commitment ORDER BY due_on, id LIMIT 20"


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Đối Thoại")


def rows(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        lines = [f"<li>{key} {due_on} {state}</li>" for key, due_on, state in cursor.fetchall()]
    return HttpResponse("".join(lines))


urlpatterns = [path("constant", constant), path("rows", rows)]
application = get_wsgi_application()
