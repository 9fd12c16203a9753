"""The requests of ``bin/bench fuzz``, and what is looked at after each; with Django set up."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import chain, cycle, islice
from typing import Any
from urllib.parse import urlencode, urljoin

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import (
    override_settings,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from doithoai.opinions.models import Matter
from doithoai.people.roles import RoleName
from tests.factories import make_commune, make_rules
from tests.web.test_every_address import ALL_NAMES, FORM, WORDS, make_everything
from tools.bench.fuzz_values import (
    MANY_DIGITS,
    UNREADABLE,
    Form,
    addresses,
    as_pairs,
    attacks,
    forms_of,
    unreadable,
)

METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
SECRET = "Zquuxiwong"  # noqa: S105 - a word that stands in the other commune's things alone
VISITOR = "visitor"
SHOWN = 10
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def fuzz(number: int) -> None:
    """Prints what so many requests came to. Raises SystemExit when one broke or crossed."""
    setup_test_environment()
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={**settings.STORAGES, "staticfiles": PLAIN},
        PAGE_CACHE=False,
    ):
        made = setup_databases(verbosity=0, interactive=False)
        try:
            fuzzing = Fuzz()
            fuzzing.run(number)
            fuzzing.tell()
        finally:
            teardown_databases(made, verbosity=0)


@dataclass(frozen=True, slots=True)
class Request:
    role: str
    method: str
    path: str
    sent: dict[str, Any] = field(default_factory=dict)


class Fuzz:
    def __init__(self) -> None:
        make_rules()
        self.own, self.other = make_commune(), make_commune("Xã Lai Khê", "10756")
        for commune in (self.own, self.other):
            make_everything(commune)
        self._mark_other()
        self.clients = {VISITOR: Client(raise_request_exception=False)}
        for role in RoleName.values:
            self.clients[role] = Client(raise_request_exception=False)
            self.clients[role].force_login(self.own[role].user)
        self.chance = random.Random(43)  # noqa: S311 - the same requests every time
        self.answers: Counter[int] = Counter()
        self.broken: list[str] = []
        self.crossed: list[str] = []
        self.addresses: set[str] = set()
        self.before = self._rows_of_other()

    def run(self, number: int) -> None:
        requests = chain(self._addresses(), self._forms())
        for done, request in enumerate(islice(requests, number), start=1):
            self._send(request)
            if done % 10_000 == 0:
                told = f"{len(self.broken)} broken, {len(self.crossed)} crossed a unit"
                print(f"{done:,} sent, {told}", flush=True)

    def tell(self) -> None:
        unknown = {one.path for one in addresses()} - self.addresses
        told = ", ".join(f"{count:,} × {status}" for status, count in sorted(self.answers.items()))
        print(
            f"{'requests at every address and form':44}{self.answers.total():,}: "
            f"{len(self.broken)} answered 5xx, {len(self.crossed)} crossed a unit, "
            f"{len(unknown)} addresses not asked; {told}"
        )
        for line in (*self.broken[:SHOWN], *self.crossed[:SHOWN], *sorted(unknown)):
            print("  ", line)
        if self.broken or self.crossed or unknown:
            raise SystemExit(1)

    def _addresses(self) -> Iterator[Request]:
        """Each with own, foreign, missing, huge and mixed ids."""

        own, other = self._keys(self.own), self._keys(self.other)
        huge = {name: ["9" * 19, "0", "-1", "x"] for name in own}
        mixed = {name: [*own[name], *other[name]] for name in own}
        for address in addresses():
            self.addresses.add(address.path)
            paths = list(dict.fromkeys(
                path
                for values in (own, other, huge, mixed)
                for path in islice(address.filled(values, 40), 12)
            ))  # fmt: skip
            for path in paths:
                for role in self.clients:
                    for method in METHODS if path == paths[0] else METHODS[:2]:
                        yield Request(role, method, path, self._body(method))

    def _body(self, method: str) -> dict[str, Any]:
        if method not in ("POST", "PUT", "PATCH"):
            return {}
        kind = self.chance.randrange(4)
        if kind == 0:
            data: Any = unreadable(ALL_NAMES, self.chance.choice(UNREADABLE))
        elif kind == 1:
            data = urlencode(dict.fromkeys(ALL_NAMES, MANY_DIGITS))
        else:
            foreign = [str(pk) for pk in self.chance.sample(self._all_keys(self.other), 3)]
            names = ("existing", "into", "village", "agency", "round", "unit", "chair", "matters",
                     "user", "lead", "field", "text", "reason")  # fmt: skip
            data = urlencode([(name, self.chance.choice(foreign)) for name in names])
        return {"data": data, "content_type": FORM}

    def _forms(self) -> Iterator[Request]:
        """Each form that somebody sees, with each bad value in each of its fields, for ever."""

        found: dict[tuple[str, str, tuple[str, ...]], tuple[str, Form]] = {}
        for address in addresses():
            for path in islice(address.filled(self._keys(self.own), 20), 6):
                for role in self.clients:
                    for form in forms_of(self._page(role, path)):
                        to = urljoin(path, form.action)
                        names = tuple(sorted({one.name for one in form.fields}))
                        shape = "".join(one for one in to if not one.isdigit())
                        seen = Form(to, form.method, form.fields)
                        found.setdefault((shape, form.method, names), (role, seen))
        for role, form in cycle(found.values()):
            for body in attacks(form, WORDS, each=20, one_by_one=True):
                sent = urlencode(as_pairs(body))
                if form.method == "post":
                    given = {"data": sent, "content_type": FORM}
                    yield Request(role, "POST", form.action, given)
                    yield Request(
                        self.chance.choice(list(self.clients)), "POST", form.action, given
                    )
                else:
                    path = form.action.partition("?")[0]
                    yield Request(role, "GET", path, {"QUERY_STRING": sent})

    def _page(self, role: str, path: str) -> str:
        answer = self._answer(Request(role, "GET", path))
        is_page = answer.status_code == 200 and "text/html" in answer.get("Content-Type", "")
        return answer.content.decode() if is_page else ""

    def _send(self, request: Request) -> None:
        with transaction.atomic():
            answer = self._answer(request)
            self.answers[answer.status_code] += 1
            asked = (
                f"{request.role}: {request.method} {request.path[:80]} {str(request.sent)[:140]}"
            )
            if answer.status_code >= 500:
                why = repr(getattr(answer, "exc_info", None))[:200]
                self.broken.append(f"{asked}: {why}")
            elif not connection.needs_rollback:
                is_desk = request.path.startswith("/ban-lam-viec/")
                if is_desk and not answer.streaming and SECRET.encode() in answer.content:
                    self.crossed.append(f"{asked}: reads the other commune's words")
                if request.method != "GET" and self._rows_of_other() != self.before:
                    self.crossed.append(f"{asked}: changes the other commune's rows")
            transaction.set_rollback(True)

    def _answer(self, request: Request) -> Any:
        client = self.clients[request.role]
        cookies = client.cookies.output(header="", sep=";")
        answer = client.generic(request.method, request.path, **request.sent)
        client.cookies = SimpleCookie(cookies)
        for cache in caches.all():
            cache.clear()
        return answer

    def _mark_other(self) -> None:
        unit = self.other.unit.pk
        with connection.cursor() as cursor:
            for table, column in (
                ("opinions_opinion", "text"),
                ("dialogues_dialogue", "how_to_attend"),
                ("opinions_answertemplate", "body"),
                ("opinions_collectionround", "title"),
            ):
                cursor.execute(
                    f"UPDATE {table} SET {column} = {column} || ' {SECRET}'"  # noqa: S608
                    " WHERE unit_id = %s",
                    [unit],
                )

    def _rows_of_other(self) -> list[Any]:
        """What stands in the other commune's rows, table by table."""

        parts = " UNION ALL ".join(
            f"SELECT '{table}', md5(string_agg(t::text, '' ORDER BY t.id))"  # noqa: S608
            f" FROM {table} t WHERE unit_id = {self.other.unit.pk}"
            for table in self._tables()
        )
        with connection.cursor() as cursor:
            cursor.execute(parts)
            return sorted(cursor.fetchall())

    def _tables(self) -> list[str]:
        found = [
            model._meta.db_table
            for model in apps.get_models()
            if {"unit_id", "id"} <= {one.attname for one in model._meta.concrete_fields}
        ]
        return sorted(found)

    def _all_keys(self, commune: Any) -> list[int]:
        return [
            pk
            for model in apps.get_models()
            if "unit_id" in {one.attname for one in model._meta.concrete_fields}
            for pk in model._default_manager.filter(unit_id=commune.unit.pk)
            .values_list("pk", flat=True)[:3]
        ]  # fmt: skip

    def _keys(self, commune: Any) -> dict[str, list[str]]:
        keys = [str(pk) for pk in dict.fromkeys(self._all_keys(commune))]
        matters = list(Matter.objects.filter(unit=commune.unit))[:2]
        codes = [one.code for one in matters]
        return {
            "pk": keys, "matter": [*(str(one.pk) for one in matters), *codes], "code": codes,
            "attachment": keys[:2], "evidence": keys[:2], "key": [commune.unit.key],
            "move": ["cancel", "notify", "postpone", "x"],
        }  # fmt: skip
