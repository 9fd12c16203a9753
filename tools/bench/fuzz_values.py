"""Addresses, forms and values to throw at them: what ``bin/test`` and ``bin/bench`` fuzz with.

Nothing here sends anything. ``addresses`` come from the resolver, so that a new page is there by
itself; ``forms_of`` reads the forms of a page as a browser does; ``attacks`` gives for a form the
bodies that a browser, a bad program or a stranger may send.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice, product
from typing import Any, Final, Literal
from urllib.parse import quote_from_bytes

from django.urls import URLPattern, URLResolver, get_resolver

type Kind = Literal["text", "day", "time", "number", "choice", "file"]
type Body = dict[str, list[str]]

TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
"""Kept as it is: what comes without it is refused before anything else is looked at."""
MANY_DIGITS: Final = "9" * 5_000
"""More than Python turns into a number without being told to."""
VALUES: Final[Mapping[Kind, Sequence[str]]] = {
    "text": (
        "\u200b\ufeff\u2060", MANY_DIGITS, "một\r\nhai\u2028ba", "<script>x</script>{{ 7 }}",
        "\ufffd", "a" + "\u0301" * 50, "\u202e=1+1", "x" * 70_000, "//[", "[" * 5_000,
    ),
    "day": (
        "0001-01-01", "9999-12-31", "0026-12-20", "2026-02-30", "\u200b", MANY_DIGITS, "1e9",
        "10000-01-01", "-0001-01-01", "٢٠٢٦-١٢-٢٠", "infinity",
    ),
    "time": ("25:00", "\u200b", MANY_DIGITS),
    "number": (MANY_DIGITS, "-1", "1e400", "nan", "٣", "\u200b", "2147483648"),
    "choice": (MANY_DIGITS, "x", "9" * 19, "0", "-1", "\u200b", "1,2", "None", "٣"),
    "file": (),
}  # fmt: skip
"""The first ones of each kind have found the most."""
UNREADABLE: Final[Sequence[bytes]] = (
    b"\xed\xa0\x80", b"\xff", "C\xe9ng h\xdfa x\xb7".encode("latin-1"), b"\xf0\x28\x8c\x28",
    b"\x00",
)  # fmt: skip
"""Bytes that are no UTF-8 (half a letter, TCVN3), and one that no database keeps."""


@dataclass(frozen=True, slots=True)
class Address:
    """``path`` with ``<name>`` where a value goes; ``name`` as ``reverse`` takes it."""

    name: str
    path: str

    @property
    def holes(self) -> list[str]:
        return re.findall(r"<(\w+)>", self.path)

    def filled(self, values: Mapping[str, Sequence[str]], most: int = 200) -> Iterator[str]:
        """Paths with every combination of the values for its holes; ``1`` where there are none."""
        choices = [values.get(hole) or ["1"] for hole in self.holes]
        for chosen in islice(product(*choices), most):
            path = self.path
            for hole, value in zip(self.holes, chosen, strict=True):
                path = path.replace(f"<{hole}>", value)
            yield path


def addresses(*, each_once: bool = True) -> list[Address]:
    """All that the resolver knows; ``each_once``: of those with one path the last."""
    every = list(_addresses(get_resolver(), "/", ()))
    return list({one.path: one for one in every}.values()) if each_once else every


def _addresses(resolver: URLResolver, before: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for one in resolver.url_patterns:
        path = before + _plain(str(one.pattern))
        if isinstance(one, URLPattern):
            yield Address(":".join([*spaces, one.name or ""]), path)
        else:
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _addresses(one, path, inner)


def _plain(route: str) -> str:
    """``<int:pk>`` and the named group of an expression both become ``<pk>``."""
    route = re.sub(r"\(\?P<(\w+)>(?:[^()\[\]]|\[[^\]]*\])*\)", r"<\1>", route)
    return re.sub(r"<\w+:(\w+)>", r"<\1>", route).replace("^", "").replace("$", "")


@dataclass(slots=True)
class Field:
    """``values``: what the browser would send when nobody touches the field."""

    name: str
    kind: Kind
    values: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    """``action`` empty: the address of its page."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def body(self, words: Mapping[Kind, str]) -> Body:
        """As somebody fills it in: what is there already, and ``words`` where nothing is."""
        sent: Body = {}
        for one in self.fields:
            given = one.values or ([words[one.kind]] if one.kind in words else [])
            sent.setdefault(one.name, []).extend(given)
        return {name: values for name, values in sent.items() if values}


def forms_of(page: str) -> list[Form]:
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def attacks(
    form: Form, words: Mapping[Kind, str], *, each: int, one_by_one: bool = False
) -> Iterator[Body]:
    """Bodies of which only one kind of field is bad, by the first ``each`` values of its kind.

    ``one_by_one``: each field alone, else all of a kind together. Besides: nothing at all, and
    every value twice.
    """
    good = form.body(words)
    yield {}
    yield {name: [*values, *values] for name, values in good.items()}
    fields = [one for one in form.fields if one.name != TOKEN]
    groups = [[one] for one in fields] if one_by_one else _by_kind(fields)
    for group in groups:
        for value in VALUES[group[0].kind][:each]:
            yield good | {one.name: [value] for one in group}


def _by_kind(fields: Iterable[Field]) -> list[list[Field]]:
    groups: dict[Kind, list[Field]] = {}
    for one in fields:
        groups.setdefault(one.kind, []).append(one)
    return list(groups.values())


def unreadable(names: Iterable[str], value: bytes) -> bytes:
    """The body of a form (or a query) in which every one of ``names`` has these bytes."""
    return "&".join(f"{name}={quote_from_bytes(value)}" for name in names).encode()


_KINDS: Final[Mapping[str, Kind]] = {
    "date": "day", "time": "time", "number": "number", "radio": "choice", "checkbox": "choice",
    "file": "file",
}  # fmt: skip


class _Reader(HTMLParser):
    """Keeps the forms of a page; fields that stand outside of them are none."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._area: Field | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(told.get("action", ""), told.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "option" and self._select:
            self._offer(told.get("value", ""), is_chosen="selected" in told)
        elif self._form and told.get("name"):
            self._take(tag, told)

    def _take(self, tag: str, told: dict[str, str]) -> None:
        name, value = told["name"], told.get("value", "")
        if tag == "input":
            self._input(name, told.get("type", "text"), value)
        elif tag == "button" and value and not self._knows(name):
            self._add(name, "choice", [value])
        elif tag == "textarea":
            self._area = self._add(name, "text", [])
        elif tag == "select":
            self._select = self._add(name, "choice", [])

    def _input(self, name: str, kind: str, value: str) -> None:
        if kind == "hidden":  # a key, a stamp or what an earlier screen asked
            self._add(name, "choice" if value.isdigit() else "text", [value])
        elif kind in ("radio", "checkbox"):
            self._add(name, "choice", [] if self._knows(name) else [value or "on"])
        else:
            self._add(name, _KINDS.get(kind, "text"), [value] if value else [])

    def _knows(self, name: str) -> bool:
        return self._form is not None and any(one.name == name for one in self._form.fields)

    def _add(self, name: str, kind: Kind, values: list[str]) -> Field:
        added = Field(name, kind, values)
        if self._form:
            self._form.fields.append(added)
        return added

    def _offer(self, value: str, *, is_chosen: bool) -> None:
        if self._select and value and (is_chosen or not self._select.values):
            self._select.values = [value]

    def handle_data(self, data: str) -> None:
        if self._area and data.strip():
            self._area.values = [data.strip()]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


def as_pairs(body: Body) -> list[tuple[str, Any]]:
    """For ``urllib.parse.urlencode``."""
    return [(name, value) for name, values in body.items() for value in values]
