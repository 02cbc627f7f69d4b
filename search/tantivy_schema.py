"""What Tantivy keeps of a passage, and how ours becomes a document of its."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy

from search.base import Facet
from search.fields import spellings, words_of
from search.ranking import Field

if TYPE_CHECKING:
    from search.base import PassageDocument
    from search.fields import Words

TOKENIZER = "placed"
SKIPPED = "_"  # stands where a stop word or a gap was, so that the words keep their positions
PASSAGE, STATE = "passage", "state"  # roles of documents


def facet_field(facet: Facet) -> str:
    """Return the field that holds a facet's values."""
    return f"facet_{facet}"


_FACET_FIELDS = {facet: facet_field(facet) for facet in Facet}  # formed once: writes need many


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in Field:
        builder.add_text_field(field.value, tokenizer_name=TOKENIZER, index_option="position")
    builder.add_text_field("words", tokenizer_name=TOKENIZER, index_option="basic")
    for name in ("passage", "article"):
        builder.add_text_field(
            name, stored=True, fast=True, tokenizer_name="raw", index_option="basic"
        )
    for facet in Facet:
        builder.add_text_field(
            facet_field(facet), fast=True, tokenizer_name="raw", index_option="basic"
        )
    for name in ("evidence", "year"):
        builder.add_integer_field(name, fast=True, indexed=True)
    builder.add_text_field("role", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("state", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _schema()


def tokenizer() -> tantivy.TextAnalyzer:
    """Return what splits our words again and counts the places that are left out."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return builder.filter(tantivy.Filter.custom_stopword([SKIPPED])).build()


def document_of(passage: PassageDocument) -> tantivy.Document:
    """Make a passage's document; the text itself is not kept."""
    fields = words_of(passage)
    document = tantivy.Document(
        passage=passage.id,
        article=passage.article,
        words=" ".join(spellings(fields[Field.TEXT])),
        evidence=passage.evidence,
        year=passage.year or 0,
        role=PASSAGE,
        **{field.value: _placed(words) for field, words in fields.items() if words},
    )
    document.add_text(_FACET_FIELDS[Facet.ARTICLE], passage.article)
    for facet, values in passage.facets.items():
        name = _FACET_FIELDS[facet]
        for value in values:
            document.add_text(name, value)
    return document


def _placed(words: Words) -> str:
    """Spell stems out for the tokenizer."""
    return " ".join([stem or SKIPPED for _, stem in words])
