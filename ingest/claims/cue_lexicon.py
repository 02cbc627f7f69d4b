"""The lexicon of cues, from its files: every form of every cue."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ingest.claims.cues import Change, Cue, Form, Role
from ingest.phrases import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator


def entries() -> Iterator[tuple[str, Cue]]:
    """List the forms of all cues; where a form has several, the particular role comes first."""
    rows = [*lexicon("changes")["cue"]]
    rows += [
        {"role": "evaluative", "change": "better", "weak": True, **row}
        for row in [*lexicon("evaluatives")["cue"], *_combinations()]
    ]
    order = [Role.EVALUATIVE, Role.NOUN, Role.PREDICATE, Role.MODIFIER, Role.VERB]
    for row in sorted(rows, key=lambda one: order.index(Role(one["role"]))):
        yield from _forms(row)


def _combinations() -> Iterator[dict[str, Any]]:
    """Spell out every adjective with every noun: "key ingredient", "vital role"."""
    for row in lexicon("evaluatives")["combination"]:
        phrases = [
            f"{adjective} {noun}" for adjective in row["adjectives"] for noun in row["nouns"]
        ]
        yield {"lemma": phrases[0], "forms": phrases[1:], "before": row["before"]}


def _forms(row: dict[str, Any]) -> Iterator[tuple[str, Cue]]:
    role, lemma = Role(row["role"]), row["lemma"]
    given = {form: _form_of(form) for form in row.get("forms", ())}
    if role is Role.VERB:
        forms = {lemma: Form.OTHER} if row.get("invariant") else verb_forms(lemma)
        forms = {**forms, **given}
    elif role is Role.NOUN:
        forms = {lemma: Form.OTHER, f"{lemma}s": Form.OTHER, **dict.fromkeys(given, Form.OTHER)}
    else:
        forms = {lemma: Form.OTHER, **dict.fromkeys(given, Form.OTHER)}
    for form, kind in forms.items():
        yield (
            form,
            Cue(
                lemma=lemma,
                role=role,
                change=Change(row["change"]),
                form=kind,
                weak=row.get("weak", False),
                alone=row.get("alone", False),
                correlational=row.get("link") == "correlational",
                aim=row.get("aim", False),
                of_cause=row.get("of_cause", False),
                turned_by=frozenset(row.get("turned_by", ())),
                before=frozenset(row.get("before", ())),
                needs=frozenset(row.get("needs", ())),
            ),
        )


def _form_of(form: str) -> Form:
    verb = form.split()[0]
    if verb.endswith("ing"):
        return Form.ING
    return Form.PRESENT if verb.endswith("s") else Form.PAST


@cache
def verb_forms(lemma: str) -> dict[str, Form]:
    """Inflect a verb, or the first word of a phrase, by rule."""
    verb, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = verb.removesuffix("e")
    ending_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = (
        f"{verb[:-1]}ies"
        if ending_y
        else verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    )
    past = f"{verb[:-1]}ied" if ending_y else f"{stem}ed"
    return {
        f"{verb}{tail}": Form.BASE,
        f"{third}{tail}": Form.PRESENT,
        f"{past}{tail}": Form.PAST,
        f"{stem}ing{tail}": Form.ING,
    }
