"""The sentences around an answer's quotes; they hold counts and names, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.model import Causality, Direction, Hedge
from search.answering.differences import differences
from search.answering.questions import Form
from search.answering.verdicts import DECISIVE, Judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Claim
    from search.answering.answers import Dosage, Finding, Link
    from search.answering.questions import Question
    from search.answering.verdicts import Verdict

MAX_PEOPLE = 3  # groups that a headline names

VERBS = {
    Direction.INCREASE: "increases",
    Direction.DECREASE: "decreases",
    Direction.NO_EFFECT: "does not change",
}
BARE = {
    Direction.INCREASE: "increase",
    Direction.DECREASE: "decrease",
    Direction.NO_EFFECT: "not change",
}
ASSOCIATIONS = {
    Direction.INCREASE: "goes with higher",
    Direction.DECREASE: "goes with lower",
    Direction.NO_EFFECT: "is not linked with",
}


def count(number: int, noun: str) -> str:
    """Write a count with its noun: "1 source", "2 sources"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def headline(question: Question, verdict: Verdict) -> str:
    """Write the one sentence that a verdict opens with, and what stands against it."""
    exposure, outcome = question.exposures[0], question.outcomes[0]
    direction = verdict.direction
    if direction is None:
        return _undecided(question, verdict)
    verb = _verb(direction, [each.evidence.claim for each in verdict.counted(direction)])
    number = verdict.sources_of(direction)
    side = "against" if verdict.judgement is Judgement.CONTRADICTED else "for"
    return (
        f"{count(number, 'independent source')} {_are(number)} cited {side} this: "
        f"{exposure.label} {verb} {outcome.label}{in_people(question)}. {_other_side(verdict)}"
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def in_people(question: Question) -> str:
    """Name the people asked about, with the word before them; "" for anybody."""
    return f" in {question.population.label}" if question.population else ""


def _undecided(question: Question, verdict: Verdict) -> str:
    exposure, outcome = question.exposures[0], question.outcomes[0]
    sides = ", ".join(
        f"{count(verdict.sources_of(each), 'source')} for “{VERBS[each]}”"
        for each in DECISIVE
        if verdict.sources_of(each)
    )
    disagree = f"The cited sources disagree on {exposure.label} and {outcome.label}: {sides}."
    wanted = question.wanted_direction(outcome)
    if verdict.judgement is Judgement.CONTRADICTED and wanted is not None:
        few = "Less" if verdict.sources_of(wanted) else "None"
        return f"{disagree} {few} of their weight is for what was asked."
    return disagree


def _other_side(verdict: Verdict) -> str:
    """Count what is cited for any other direction, or say that nothing that counts is."""
    others = [each for each in DECISIVE if each is not verdict.direction]
    number = verdict.sources_of(*others)
    if number:
        sides = " and ".join(f"“{VERBS[e]}”" for e in others if verdict.sources_of(e))
        weigh = "weighs" if number == 1 else "weigh"
        return f"{count(number, 'source')} {_are(number)} cited for {sides} and {weigh} less."
    opposite = "for it" if verdict.judgement is Judgement.CONTRADICTED else "against it"
    cited = any(each.direction is not verdict.direction for each in verdict.retracted)
    return f"None {'that counts ' if cited else ''}is cited {opposite}."


def _verb(direction: Direction, claims: Sequence[Claim]) -> str:
    """Word a direction no more firmly than the firmest of the cited claims does."""
    causal = [each for each in claims if each.causality is not Causality.CORRELATIONAL]
    hedges = [each.hedge for each in causal or claims]
    if not causal:
        verb = ASSOCIATIONS[direction]
        return verb if None in hedges else f"perhaps {verb}"
    if None in hedges:
        return VERBS[direction]
    return f"{'can' if Hedge.CAN in hedges else 'may'} {BARE[direction]}"


def in_whom(question: Question, verdict: Verdict) -> str | None:
    """Say in whom a verdict was found, where every cited claim names its people.

    A verdict that leaves them out would speak of everybody, which no such claim does.
    """
    if verdict.direction is None or question.population:
        return None
    people = _people([each.evidence.claim for each in verdict.counted(verdict.direction)])
    if not people:
        return None
    return f"Found in {', '.join(people)}; what holds for some people need not hold for others."


def _people(cited: list[Claim]) -> list[str]:
    """Quote the people of claims, some at most; none where a claim names nobody."""
    named = [" ".join(claim.population.split()) for claim in cited if claim.population]
    quoted = [f"“{people}”" for people in dict.fromkeys(named)]
    if len(named) < len(cited):
        return []
    return [*quoted[:MAX_PEOPLE], "others"] if len(quoted) > MAX_PEOPLE else quoted


def basis(verdict: Verdict) -> str:
    """Count the designs behind a verdict; a single source is said to be one."""
    direction = verdict.direction
    voices = [v for v in verdict.voices if direction is None or direction in v.sides]
    designs = Counter(
        voice.appraisal.design.value if voice.appraisal.design else "of unknown design"
        for voice in voices
    )
    if len(voices) == 1:
        (design,) = designs
        what = design if design.startswith("of ") else f"a {design}"
        return f"It rests on a single source, {what}."
    listed = ", ".join(
        f"{number} {design}" if design.startswith("of ") else count_design(number, design)
        for design, number in designs.items()
    )
    return f"Behind it: {listed}."


def count_design(number: int, design: str) -> str:
    """Count a design: "1 cohort study", "2 meta-analyses"."""
    if number == 1:
        return f"1 {design}"
    for ending, plural in (("analysis", "analyses"), ("study", "studies")):
        if design.endswith(ending):
            return f"{number} {design.removesuffix(ending)}{plural}"
    return f"{number} {design}s"


def apart(verdict: Verdict) -> str | None:
    """Say in what the sides of a disagreement differ, in words of their claims; often nothing."""
    if verdict.judgement is not Judgement.MIXED:
        return None
    found = [
        f"{each.kind}: {', '.join(_said(*side) for side in each.sides.items())}"
        for each in differences(verdict)
    ]
    both = sum(len(voice.sides) > 1 for voice in verdict.voices)
    stands = "stands" if both == 1 else "stand"
    shared = [f"{count(both, 'source')} {stands} on more than one side."] if both else []
    differ = [f"In what they differ: {'; '.join(found)}."] if found else []
    return " ".join(shared + differ) or None


def _said(side: Direction, words: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{each}”" for each in words[:MAX_PEOPLE])
    return f"{shown} for “{VERBS[side]}”"


def left_out(question: Question) -> str | None:
    """Name what a question asked of besides and was not answered."""
    rest = [*question.exposures[1:], *question.outcomes[1:]]
    if not rest:
        return None
    return f"Not answered here: {', '.join(concept.label for concept in rest)}. Ask by itself."


def headline_of_list(question: Question, findings: Sequence[Finding]) -> str:
    """Count the findings of a list."""
    number = len(findings)
    if question.form is Form.WHAT_HELPS:
        noun = "exercise or habit has" if number == 1 else "exercises or habits have"
        return (
            f"{number} {noun} cited evidence on {question.outcomes[0].label}{in_people(question)}."
        )
    subject = question.exposures[0].label
    return f"{count(number, 'outcome')} with cited evidence for {subject}{in_people(question)}."


def ranking(question: Question) -> str:
    """Say what the order of a list means, and that it is no order of what works best."""
    of = "exercise or habit" if question.form is Form.WHAT_HELPS else "outcome"
    return (
        f"Each {of} has a verdict of its own. They stand in the order of what their sources weigh, "
        "which is not how much they help: no source here ranks them all."
    )


def headline_of_doses(question: Question, doses: Sequence[Dosage]) -> str:
    """Count the doses that are quoted."""
    topic = f"{question.exposures[0].label} and {question.outcomes[0].label}"
    sources = {s for each in doses for claim in each.claims for s in claim.evidence.sources}
    return (
        f"{count(len(doses), 'dose')} in the words of the articles, from claims on {topic} with "
        f"{count(len(sources), 'independent source')}. What was tried is not what is best."
    )


def headline_of_chains(question: Question, chains: Sequence[Sequence[Link]]) -> str:
    """Count the chains whose every step is cited, and name the first."""
    names = " → ".join([chains[0][0].start.label, *(link.end.label for link in chains[0])])
    return (
        f"{count(len(chains), 'way')} with a source for every step, from "
        f"{question.exposures[0].label} to {question.outcomes[0].label}: {names}"
        f"{' and others' if len(chains) > 1 else ''}."
    )


def headline_of_harms(question: Question, harms: Sequence[Finding]) -> str:
    """Count the harms that are claimed with a source."""
    labels = ", ".join(f"{_harm(finding)}" for finding in harms)
    return (
        f"{count(len(harms), 'possible harm')} of {question.exposures[0].label} "
        f"{_are(len(harms))} claimed with a source: {labels}."
    )


def _harm(finding: Finding) -> str:
    direction = finding.verdict.direction
    said = VERBS[direction] if direction else "the sources disagree"
    return f"{finding.outcome.label} ({said})"


def headline_of_comparison(question: Question, sources: int) -> str:
    """Count the sources that compare two exposures."""
    one, other = question.exposures[:2]
    return (
        f"{count(sources, 'independent source')} {_are(sources)} cited for comparing {one.label} "
        f"with {other.label} on {question.outcomes[0].label}; the sentences are quoted below."
    )
