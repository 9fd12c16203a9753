"""The answer to a form was lost, and the browser sends the same once more: it is done once."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote, urlencode, urljoin

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from doithoai.people.roles import RoleName as R
from doithoai.web.middleware.working import TAKEN
from tests.factories import Commune, make_opinion
from tests.web.desk.conftest import SignIn
from tests.web.desk.conftest import commune as commune
from tests.web.desk.conftest import sign_in as sign_in
from tests.web.test_every_address import FORM, WORDS, World
from tests.web.test_every_address import world as world
from tools.bench.fuzz_values import TOKEN, Form, addresses, as_pairs, forms_of

NOT_OF_OFFICE = {"Session", "Tally", "SecurityEvent"}
"""How often somebody asked, and from where: each sending counts."""


@pytest.mark.long
def test_a_form_that_arrives_twice_is_done_once(world: World) -> None:
    twice, taken = [], 0
    for form in forms_to_send(world):
        client = world.who(form.action)
        sent: dict[str, Any] = {
            "data": urlencode(as_pairs(form.body(WORDS))), "content_type": FORM
        }  # fmt: skip
        with transaction.atomic():
            cookies = client.cookies.output(header="", sep=";")
            first = client.generic("POST", form.action, **sent)
            if first.status_code == 302:
                taken += 1
                before = rows_of_office()
                second = client.generic("POST", form.action, **sent)
                if second.status_code < 400 and rows_of_office() != before:
                    twice.append((form.action, changed(before)))
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(cookies)
    assert taken > 15
    assert not twice, twice


def test_the_next_page_says_once_more_what_was_taken(commune: Commune, sign_in: SignIn) -> None:
    """The browser forgets a draft when it hears that; it had not heard."""
    office, page = sign_in(commune, R.OFFICE), reverse("desk:opinions")
    address = reverse("desk:opinion_take", args=[make_opinion(commune).pk])
    office.post(address, {TOKEN: "a"})
    office.cookies.pop(TAKEN)
    office.get(page)
    assert unquote(office.cookies.pop(TAKEN).value) == address
    office.get(page)
    assert TAKEN not in office.cookies


def test_what_was_done_and_undone_is_done_again_from_an_older_page(
    commune: Commune, sign_in: SignIn
) -> None:
    """Only the very last sending is answered as before."""
    opinion, office = make_opinion(commune), sign_in(commune, R.OFFICE)
    for name, holder in (("take", True), ("put_back", False), ("take", True)):
        office.post(reverse(f"desk:opinion_{name}", args=[opinion.pk]), {TOKEN: "a"})
        opinion.refresh_from_db()
        assert (opinion.taken_by is not None) == holder


def test_what_was_refused_is_refused_again(commune: Commune, sign_in: SignIn) -> None:
    office = sign_in(commune, R.OFFICE)
    address = reverse("desk:opinion_refuse", args=[make_opinion(commune).pk])
    answers = [office.post(address, {TOKEN: "a"}).status_code for _again in range(2)]
    assert answers == [422, 422]


def forms_to_send(world: World) -> Iterator[Form]:
    """Each form that somebody sees, once."""
    seen = set()
    for address in addresses():
        for path in address.filled(world.values):
            answer = world.who(path).get(path)
            if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
                continue
            for form in forms_of(answer.content.decode()):
                to = urljoin(path, form.action)
                shape = "".join(one for one in to if not one.isdigit())
                names = tuple(sorted({one.name for one in form.fields}))
                if form.method == "post" and (shape, names) not in seen:
                    seen.add((shape, names))
                    yield Form(to, form.method, form.fields)
            break


def rows_of_office() -> dict[str, int]:
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("doithoai.") and model.__name__ not in NOT_OF_OFFICE
    }


def changed(before: dict[str, int]) -> dict[str, int]:
    now = rows_of_office()
    return {name: now[name] - before[name] for name in now if now[name] != before[name]}
