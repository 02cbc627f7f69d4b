"""The citation audit in plain words: what each finding is, and what one can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.wording import plural

if TYPE_CHECKING:
    from graph.auditing import Tally


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind of entry of an audit.

    Attributes:
        title: what is counted.
        meaning: what it is, in a sentence.
        advice: what one can do about it; "" where nothing needs doing.
        needs_work: somebody has to look at it.
    """

    title: str
    meaning: str
    advice: str = ""
    needs_work: bool = True


FINDINGS = {
    "uncited": Finding(
        "Claims without a source",
        "No citation stands in the sentence.",
        "Add a source, or soften the sentence.",
    ),
    "retracted": Finding(
        "Claims on retracted sources only",
        "Every source of the claim was withdrawn by its journal, so that nothing counts for it.",
        "Look for another source, or take the sentence out.",
    ),
    "dangling": Finding(
        "Markers that lead nowhere",
        "The citation marker points to no entry of the reference list that was read.",
        "Add the missing reference, or mend the number.",
    ),
    "retracted_references": Finding(
        "Retracted works cited",
        "The journal withdrew the work.",
        "Take the reference out, and look at what was said on its strength.",
    ),
    "doubted_references": Finding(
        "Works under an expression of concern",
        "The journal doubts the work and has not withdrawn it; it still counts.",
        "Read the notice before you rely on it.",
    ),
    "unchecked": Finding(
        "Sources that were not checked",
        "No registry that was asked knows the work, or none was asked. If it was retracted, this"
        " would not be known here.",
        "Run the check with the registries (trabecula enrich), or look the work up yourself.",
    ),
    "unmarked": Finding(
        "References that no marker points to",
        "They stand in the list, and no citation in the text that was read leads to them.",
        "Cite them where they belong, or take them out.",
    ),
    "sourced": Finding(
        "Claims with a source",
        "The sentence cites at least one source that is not known to be retracted.",
        "Whether the source bears the sentence out is for a reader to judge.",
        needs_work=False,
    ),
    "own": Finding(
        "The study's own findings",
        "A study that cites nobody for a finding is the source of it itself.",
        needs_work=False,
    ),
}


def verdict(tally: Tally) -> str:
    """Sum an audit up in a sentence that claims no more than is known."""
    if not tally.claims:
        return "No claim was read in this text."
    counted = tally.sourced + tally.own
    verb = "carries" if counted == 1 else "carry"
    if tally.claims == 1:
        said = "The one claim that was read carries " + ("a source." if counted else "no source")
    elif counted == tally.claims:
        said = f"All {tally.claims:,} claims that were read carry a source."
    elif not counted:
        said = f"None of the {tally.claims:,} claims that were read carries a source"
    else:
        said = f"{counted:,} of {tally.claims:,} claims that were read {verb} a source"
    if said.endswith("."):
        return said
    gone = " that counts." if tally.retracted else "."
    return said + gone


def reservations(tally: Tally) -> list[str]:
    """Say what the verdict leaves open, a sentence each."""
    said = []
    if tally.own:
        own = "finding of its own is" if tally.own == 1 else "findings of its own are"
        said.append(f"{tally.own:,} {own} counted among them.")
    if tally.references and tally.unchecked:
        said.append(
            f"{tally.unchecked:,} of {plural(tally.references, 'reference')}"
            f" {'was' if tally.unchecked == 1 else 'were'} not checked for retraction."
        )
    elif tally.references:
        all_of_them = "the one reference" if tally.references == 1 else "every reference"
        said.append(
            f"A registry knows {all_of_them}, so that a retraction that it was told of would show."
        )
    return said
