"""Reading the written parts of the illustration: topics, dialogues, opinions that wait."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from doithoai.opinions.rules import Procedure

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter as people raise it (``says``) and as offices answer it; ``{thon}``: the village."""

    no: int
    field: str
    outcome: str
    title: str
    summary: str
    says: tuple[str, ...]
    answer: str
    lead: str = ""
    supporting: tuple[str, ...] = ()
    task: str = ""
    progress: str = ""
    result: str = ""
    proof: str = ""
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A matter of a dialogue: how many raised it before, and what became of it.

    ``due`` counts days from today; None: the rule for written replies gives the date.
    ``follows``: said by the same person in one breath with the item before.
    """

    topic: int
    village: str
    voices: int = 1
    story: str = ""
    due: int | None = None
    follows: bool = False
    outcome: str = ""
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A dialogue; ``day`` counts days from today, ``state`` is how far it has come."""

    unit: str
    chair: str
    day: int
    hour: int
    title: str
    place: str
    state: str
    form: str = "periodic"
    mode: str = "in_person"
    number: str = ""
    assessment: str = ""
    attendees: int = 0
    villages: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A matter that waits for a dialogue, raised by so many voices over the last ``days``."""

    unit: str
    village: str
    topic: int
    voices: int
    days: int


@dataclass(frozen=True, slots=True)
class Loose:
    """An opinion that raises no matter: it waits, or was refused, referred or withdrawn."""

    unit: str
    village: str
    channel: str
    days: int
    end: str
    text: str
    reason: str = ""
    procedure: str = Procedure.AUTHORITY
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """An opinion with what stands in the vault for it, a round, or a way of the office with it."""

    village: str
    channel: str
    days: int
    text: str
    end: str = ""
    name: str = ""
    phone: str = ""
    in_round: bool = False
    said: str = ""
    answer: str = ""


@cache
def topics() -> dict[int, Topic]:
    rows = [row for number in range(1, 5) for row in _read(f"topics_{number}.toml")["topic"]]
    return {row["no"]: Topic(**_frozen(row)) for row in rows}


def sessions() -> list[Session]:
    rows = [
        row
        for unit in ("kim_thanh", "others")
        for row in _read(f"dialogues_{unit}.toml")["dialogue"]
    ]
    return [_session(row) for row in rows]


def _session(row: dict[str, Any]) -> Session:
    items = tuple(Item(**item) for item in row.pop("items", ()))
    return Session(items=items, **_frozen(row))


def waiting() -> list[Waiting]:
    return [Waiting(**row) for row in _read("opinions.toml")["waiting"]]


def loose() -> list[Loose]:
    return [Loose(**row) for row in _read("opinions.toml")["loose"]]


def gathered() -> list[Gathered]:
    return [Gathered(**row) for row in _read("opinions.toml")["gathered"]]


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
