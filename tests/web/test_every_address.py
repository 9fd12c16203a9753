"""No address answers 5xx, whatever is sent to it: absurd days, endless digits, signs nobody sees.

A new page is here by itself: addresses come from the resolver, forms from the pages as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from doithoai.deadlines.actions import set_override
from doithoai.kit.time import today
from doithoai.opinions.actions.referral import move_out_opinion, refer_opinion
from doithoai.opinions.actions.rounds import keep_template, open_round
from doithoai.people.actors import System
from doithoai.people.models import Appointment
from doithoai.people.roles import RoleName as R
from doithoai.record.permissions import Permission
from tests.factories import (
    LONG_AGO,
    Commune,
    enter_opinion,
    make_commitment,
    make_commune,
    make_dialogue,
    make_draft,
    make_matter,
    make_opinion,
    make_rules,
)
from tests.web.public.conftest import raise_matter
from tools.bench.fuzz_values import (
    MANY_DIGITS,
    UNREADABLE,
    Address,
    Form,
    Kind,
    addresses,
    as_pairs,
    attacks,
    forms_of,
    unreadable,
)

FORM = "application/x-www-form-urlencoded"
WORDS: Mapping[Kind, str] = {
    "text": "Nạo vét kênh tiêu", "day": str(today() + timedelta(days=10)), "time": "08:00",
    "number": "20",
}  # fmt: skip
ENOUGH = 30
"""Forms of one address beyond these are the same again."""


@dataclass
class World:
    """A commune in which every kind of page has something to show, and who looks at it."""

    values: dict[str, list[str]]
    visitor: Client
    official: Client
    broken: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)

    def send(self, client: Client, method: str, path: str, **sent: Any) -> HttpResponse:
        """The answer; nothing of what it changed stays."""
        cookies = client.cookies.output(header="", sep=";")
        with transaction.atomic():
            answer = client.generic(method, path, **sent)
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(cookies)
        if answer.status_code >= 500:
            why = repr(getattr(answer, "exc_info", None))[:200]
            self.broken.append(f"{method} {path[:80]} {str(sent)[:160]}: {why}")
        return answer  # type: ignore[return-value]

    def who(self, path: str) -> Client:
        return self.official if path.startswith(("/ban-lam-viec/", "/tai-khoan/")) else self.visitor


@pytest.fixture
def world(db: None) -> World:
    make_rules()
    commune = make_commune()
    receipt, matter = raise_matter(commune, "Đèn đường hỏng")
    waiting = make_opinion(commune)
    make_everything(commune)
    visitor, official = (Client(raise_request_exception=False) for _ in range(2))
    visitor.cookies["sessionid"] = "of-nobody"  # so that no kept page answers
    official.force_login(commune[R.OFFICE].user)
    keys = {
        str(pk)
        for model in apps.get_models()
        if model.__module__.startswith("doithoai.") and model.__name__ not in SMALL
        for pk in model._default_manager.values_list("pk", flat=True)[:3]
    }
    matters = [str(matter.pk), matter.code]
    values = {
        "pk": [str(waiting.pk), *sorted(keys)], "matter": matters, "code": [receipt, matter.code],
        "key": [commune.unit.key, "x"], "move": ["cancel", "notify", "x"],
    }  # fmt: skip
    return World(values, visitor, official)


SMALL = {"Entry", "DeadlineRule", "Installation", "Tally", "Village", "SealedBox"}
"""Models whose rows have no page of their own."""


def make_everything(commune: Commune) -> None:
    office = commune[R.OFFICE]
    for role in (R.PARTY_HEAD, R.ADMINISTRATOR, R.AGENCY):
        Appointment.objects.create(
            user=office.user, role=role, unit=commune.unit, starts_on=LONG_AGO,
            agency=commune.agency if role == R.AGENCY else None,
        )  # fmt: skip
    make_dialogue(commune, make_matter(commune), state="planned")
    make_dialogue(commune, state="noticed")
    make_dialogue(commune, state="open")
    make_draft(commune, make_matter(commune))
    make_commitment(commune)
    closes_on = today() + timedelta(days=9)
    open_round(by=office, unit=commune.unit, title="Đợt một", opens_on=today(), closes_on=closes_on)
    keep_template(by=office, unit=commune.unit, use="ask", title="Hỏi thêm", body="Ở đâu?")
    refer_opinion(make_opinion(commune), by=office, reason="Khiếu nại.", procedure="complaint")
    move_out_opinion(enter_opinion(commune), by=office)
    terminal = System("tests", frozenset({Permission.MANAGE_OFFICE}))
    set_override(unit=None, day=today(), is_working=False, reason="Theo công điện", by=terminal)


def test_nothing_that_is_sent_breaks_a_page(world: World) -> None:
    found: dict[tuple[str, str, tuple[str, ...]], Form] = {}
    for address in addresses():
        page, path = look(world, address)
        for form in forms_of(page)[:ENOUGH]:
            to = urljoin(path, form.action)
            names = tuple(sorted({one.name for one in form.fields}))
            shape = "".join(one for one in to.partition("?")[0] if not one.isdigit())
            found.setdefault((shape, form.method, names), Form(to, form.method, form.fields))
    for form in found.values():
        throw(world, form)
    assert len(found) > 40
    assert world.reached == {one.path for one in addresses()}
    assert not world.broken, "\n".join(world.broken)


def test_no_address_hides_another_one() -> None:
    """Of two pages with one address only the first is ever reached."""
    hidden = []
    for address in addresses(each_once=False):
        holes = dict.fromkeys(address.holes, "1")
        if holes.keys() <= {"pk", "matter", "attachment"}:
            path = next(address.filled({}))
            if resolve(path).view_name != address.name:
                hidden.append(address.name)
    assert hidden == []


def look(world: World, address: Address) -> tuple[str, str]:
    """The page of one thing of its kind, and what every address is asked besides."""
    shown, at = "", next(address.filled(world.values))
    for path in address.filled(world.values):
        client = world.who(path)
        answer = world.send(client, "GET", path)
        if answer.status_code in (200, 302):
            at = path
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            shown = answer.content.decode()
            break
    for method, sent in ODD:
        world.send(world.who(at), method, at, **sent)
    for path in address.filled(HUGE) if address.holes else ():
        world.send(world.who(path), "GET", path)
    world.reached.add(address.path)
    return shown, at


HUGE = {name: ["9" * 19] for name in ("pk", "matter", "code", "key", "evidence", "attachment")}
ALL_NAMES = ("q", "after", "state", "year", "next", "pk", "client_key", "text", "reason", "unit")
ODD: Sequence[tuple[str, dict[str, Any]]] = (
    ("GET", {"QUERY_STRING": f"next=a&year=019901234&after={MANY_DIGITS}"}),
    ("POST", {"data": unreadable(ALL_NAMES, UNREADABLE[0]), "content_type": FORM}),
    ("POST", {"data": urlencode(dict.fromkeys(ALL_NAMES, MANY_DIGITS)), "content_type": FORM}),
)


def throw(world: World, form: Form) -> None:
    for body in attacks(form, WORDS, each=1):
        sent = urlencode(as_pairs(body))
        if form.method == "post":
            world.send(world.who(form.action), "POST", form.action, data=sent, content_type=FORM)
        else:
            path = form.action.partition("?")[0]
            world.send(world.who(path), "GET", path, QUERY_STRING=sent)
