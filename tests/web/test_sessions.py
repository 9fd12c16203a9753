"""A session opens by what the browser carries, never by what lies in the database."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from doithoai.kit.time import now
from doithoai.web.middleware.working import LONGEST, NOTED_EVERY
from tests.factories import Commune, make_commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    return make_commune()


def signed_in(commune: Commune) -> Client:
    client = Client()
    client.force_login(commune["office"].user)
    return client


def test_what_lies_in_the_database_opens_no_session(commune: Commune) -> None:
    client, desk = signed_in(commune), reverse("desk:my_work")
    assert client.get(desk).status_code == 200
    stored = Session.objects.get()
    carried = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert carried not in f"{stored.session_key} {stored.session_data}"
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stored.session_key
    assert thief.get(desk).status_code == 302


def test_a_session_put_under_another_key_is_empty(commune: Commune) -> None:
    """Whoever can write the database cannot give a session of another to himself."""
    office, other = signed_in(commune), Client()
    other.force_login(commune["front"].user)
    theirs = Session.objects.latest("expire_date")
    mine = Session.objects.exclude(pk=theirs.pk).get()
    Session.objects.filter(pk=theirs.pk).update(session_data=mine.session_data)
    assert other.get(reverse("desk:my_work")).status_code == 302
    assert office.get(reverse("desk:my_work")).status_code == 200


def test_signing_out_leaves_nothing(commune: Commune) -> None:
    client = signed_in(commune)
    stored = Session.objects.get().pk
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(pk=stored).exists()


def later(client: Client, seconds: int) -> None:
    """As if the session had begun, and been noted last, so much earlier."""
    session = client.session
    session["begun"] -= seconds
    session["noted"] -= seconds
    session.save()


def test_a_session_goes_on_while_its_person_works(commune: Commune) -> None:
    client, desk = signed_in(commune), reverse("desk:my_work")
    soon = now() + timedelta(minutes=20)
    Session.objects.update(expire_date=soon)
    client.get(desk)
    assert Session.objects.get().expire_date == soon  # not written anew at each request
    later(client, NOTED_EVERY)
    Session.objects.update(expire_date=soon)
    client.get(desk)
    assert Session.objects.get().expire_date > now() + timedelta(hours=7)


def test_a_session_ends_a_day_after_signing_in(commune: Commune) -> None:
    client, desk = signed_in(commune), reverse("desk:my_work")
    later(client, LONGEST - 60)
    assert client.get(desk).status_code == 200
    later(client, 61)
    assert client.get(desk).status_code == 302
    assert client.get(desk).status_code == 302
