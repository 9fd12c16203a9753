"""What of an opinion or a matter goes into the index."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import tantivy

from doithoai.finding.index.schema import Sight, schema
from doithoai.language.linear import LinearModel
from doithoai.language.privacy import without_persons
from doithoai.language.words import Words, words_of

OPINION, MATTER = "o", "m"
NO_WORDS = Words((), (), frozenset())


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found.

    ``matters``: keys of the matters that it leads to; ``places``: bare names of villages that it
    is about (``text.places``), beside those that its text names.
    """

    kind: str
    pk: int
    text: str
    unit: int
    day: date
    village: int | None = None
    places: frozenset[str] = frozenset()
    state: str = ""
    fields: tuple[str, ...] = ()
    matter_states: tuple[str, ...] = ()
    matters: tuple[int, ...] = ()
    common: Words = NO_WORDS
    """What several opinions of a matter have in common."""

    @property
    def key(self) -> str:
        return f"{self.kind}{self.pk}"


def document(entry: Entry, model: LinearModel) -> tantivy.Document:
    """Names and numbers of persons are left out: they shall not lead anybody to a matter."""
    words = words_of(without_persons(entry.text))
    terms = " ".join([*terms_of(words), *map(place_term, sorted(entry.places))])
    seen = {Sight.OFFICE: terms}
    if entry.kind == MATTER:
        shared = " ".join([terms, *terms_of(entry.common)])
        seen |= {Sight.PUBLIC: terms, Sight.SHARED: shared}
    return tantivy.Document.from_dict(
        {
            "key": entry.key,
            **seen,
            "tags": " ".join(_tags(entry)),
            "day": entry.day.toordinal(),
            "body": packed(entry, words, model.leaning(words)),
        },
        schema(),
    )


def terms_of(words: Words) -> Iterator[str]:
    """``duong``, ``duong_lang``, ``=duong-di``, and ``~đương2`` where marks were typed."""
    yield from words.plain
    yield from words.pairs
    yield from words.concepts
    yield from marked_terms(words)


def marked_terms(words: Words) -> Iterator[str]:
    for plain, spelled in zip(words.plain, words.spelled, strict=True):
        if plain != spelled:
            yield f"~{spelled}"


def place_term(place: str) -> str:
    """``@dong-mac`` for the bare name of a village."""
    return f"@{place.replace(' ', '-')}"


def tag(letter: str, value: object) -> str:
    return f"{letter}:{value}"


def _tags(entry: Entry) -> Iterable[str]:
    yield tag("k", entry.kind)
    yield tag("u", entry.unit)
    yield tag("x", entry.state)
    if entry.village:
        yield tag("v", entry.village)
    yield from (tag("f", one) for one in entry.fields)
    yield from (tag("s", one) for one in entry.matter_states)
    yield from (tag("m", one) for one in entry.matters)
    if entry.matters:
        yield tag("h", "matter")


@dataclass(frozen=True, slots=True)
class Body:
    """What comparing needs: where it is, what it leads to, its words, concepts and fields;
    ``shared``: words that several opinions of a matter have in common; ``spelled``: the words that
    were written with marks, each once."""

    places: frozenset[str]
    matters: tuple[int, ...]
    plain: tuple[str, ...]
    concepts: tuple[str, ...]
    fields: bytes
    shared: tuple[str, ...]
    spelled: frozenset[str]


def packed(entry: Entry, words: Words, fields: bytes) -> bytes:
    parts = (
        ",".join(sorted(entry.places)),
        ",".join(map(str, entry.matters)),
        " ".join(words.plain),
        " ".join(sorted(words.concepts)),
        fields.hex(),
        " ".join(entry.common.plain),
        " ".join(sorted(set(words.spelled) - set(words.plain))),
    )
    return "\n".join(parts).encode()


def unpacked(body: bytes) -> Body:
    places, matters, plain, concepts, fields, shared, spelled = body.decode().split("\n")
    return Body(
        frozenset(places.split(",")) if places else frozenset(),
        tuple(map(int, matters.split(","))) if matters else (),
        tuple(plain.split()),
        tuple(concepts.split()),
        bytes.fromhex(fields),
        tuple(shared.split()),
        frozenset(spelled.split()),
    )
