"""What the index keeps of an opinion or a matter, and in which words it can be asked."""

from enum import StrEnum
from functools import cache
from typing import Final

import tantivy

TOKENS: Final = "tokens"
VERSION: Final = 4
"""Another number makes every machine build its index anew; so must models that were learnt anew."""


class Sight(StrEnum):
    """In which words a thing may be found, by who asks: a field of the index."""

    OFFICE = "terms"
    """All that was said."""
    PUBLIC = "open"
    """What everybody reads of a matter."""
    SHARED = "shared"
    """What everybody reads of a matter, and what several of its opinions have in common."""


@cache
def schema() -> tantivy.Schema:
    """A field for each ``Sight``: words, pairs, concepts, spelled words; ``open`` and ``shared``
    are of matters only. ``tags``: kind, unit, village, field,
    state, matter, as ``letter:value``. ``day``: days since year 1. ``body``: the words in order
    and the concepts, for comparing. Nothing else is stored: no text, no code, no name.
    """
    build = tantivy.SchemaBuilder()
    build.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for sight in Sight:
        build.add_text_field(sight, tokenizer_name=TOKENS, index_option="freq")
    build.add_text_field("tags", tokenizer_name=TOKENS, index_option="basic")
    build.add_unsigned_field("day", indexed=True, fast=True)
    build.add_bytes_field("body", stored=True)
    return build.build()


def prepared(index: tantivy.Index) -> tantivy.Index:
    """The index with our tokenizer, which only splits: words are made in Python."""
    splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENS, splitter)
    index.config_reader("manual")
    return index
