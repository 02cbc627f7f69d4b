"""How a sentence was read, in words for a person who is no programmer."""

from ingest.claims.links import Origin
from ingest.claims.signs import SignKind
from ingest.claims.silence import Silence

ORIGINS: dict[str, str] = {
    Origin.SUBJECT: "what the clause speaks of",
    Origin.AGENT: "brought in by a preposition, as in “fell with yoga”",
    Origin.EXAMPLE: "an example of what the clause speaks of",
    Origin.CLAUSE: "taken over from the clause before",
    Origin.ANAPHOR: "a word here points back to it",
    Origin.LEAD_IN: "taken over from the sentence that opens the list",
    Origin.BEFORE: "taken over from a sentence before",
    Origin.HEADING: "taken over from the heading",
}
SIGNS: dict[str, str] = {
    SignKind.BREAK: "a clause ends here",
    SignKind.COLON: "a list or an explanation follows",
    SignKind.CONDITION: "a condition, which states nothing",
    SignKind.RELATIVE: "a clause of its own begins",
    SignKind.DOUBT: "what follows is open",
    SignKind.WEAK: "what follows stands on weak evidence",
    SignKind.HELD: "what follows is somebody's opinion",
    SignKind.FALSE: "what follows is said to be false",
    SignKind.REPORT: "what stands before is who says it",
    SignKind.ANAPHOR: "points back",
    SignKind.PERSON: "the reader, who does what was named before",
    SignKind.VERDICT: "judges what the sentence speaks of",
    SignKind.BETTER: "judges it good, for the outcome that the text is about",
    SignKind.WORSE: "judges it bad, for the outcome that the text is about",
    SignKind.MIXED: "findings disagree",
    SignKind.RESTRICTION: "says what the outcome before it does",
}
SILENCES: dict[str, str] = {
    Silence.HEADING: "a heading announces, and claims nothing",
    Silence.NOT_READ: "no prose of the article: a caption, a reference or words of the site",
    Silence.TRUNCATED: "the sentence breaks off",
    Silence.QUESTION: "a question claims nothing",
    Silence.REQUEST: "a request claims nothing",
    Silence.PEOPLE: "it only says who is spoken of",
    Silence.COMPARISON: "part of a comparison",
    Silence.DEPRIVED: "said to be missing, or of no account",
    Silence.MODIFIER: "it only describes an exposure",
    Silence.NAME: "part of the name of something else",
    Silence.AMBIGUOUS: "the word has several meanings, and nothing beside it tells which",
    Silence.INTERMEDIATE: "a change of it is no health outcome by itself",
    Silence.NO_CUE: "no cue governs it",
    Silence.NO_EXPOSURE: "no exposure: nothing is said to change it",
    Silence.NO_OUTCOME: "no outcome that a cue governs goes with it",
    Silence.AIM_NOUN: "a plan for it is named, not a change of it",
    Silence.AIM: "the aim of a study or a plan",
    Silence.ADVICE: "advice",
    Silence.PURPOSE: "a purpose, of which nothing says that it is reached",
    Silence.CONDITION: "a condition",
    Silence.DOUBT: "an open question or a hypothesis",
    Silence.TWO_DENIALS: "two denials, which together assert nothing",
    Silence.JOINED: "another claim of the sentence says it already",
}
WEIGHTS: dict[str, str] = {
    "verb": "a verb decides",
    "evaluative": "a judgement decides",
    "noun": "a noun decides",
    "modifier": "an adjective decides",
    "predicate": "a word behind the outcome decides",
    "": "no cue",
    "implied": "the outcome is only meant",
    "weak": "weak cues alone",
    "distance": "exposure and outcome stand far apart",
    **{
        origin.value: f"exposure {meaning}"
        for origin, meaning in (
            (Origin.AGENT, "brought in by a preposition"),
            (Origin.EXAMPLE, "an example"),
            (Origin.CLAUSE, "from the clause before"),
            (Origin.ANAPHOR, "only pointed to"),
            (Origin.LEAD_IN, "from the list's opening"),
            (Origin.BEFORE, "from a sentence before"),
            (Origin.HEADING, "from the heading"),
        )
    },
}
