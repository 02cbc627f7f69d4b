"""What kind of study a work is, and on how many people it stands, with the words that say so."""

from dataclasses import dataclass
from enum import StrEnum


class StudyDesign(StrEnum):
    """The design of a study, in the order in which their evidence is usually weighed."""

    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic review"
    RANDOMISED_TRIAL = "randomised trial"
    CONTROLLED_TRIAL = "controlled trial"
    COHORT = "cohort study"
    CASE_CONTROL = "case-control study"
    BEFORE_AFTER = "before-after study"
    CROSS_SECTIONAL = "cross-sectional study"
    CASE_REPORT = "case report"
    QUALITATIVE = "qualitative study"
    REVIEW = "narrative review"
    GUIDELINE = "guideline"
    PROTOCOL = "protocol"
    LABORATORY = "laboratory study"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article with their place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Study:
    """What a study says of itself.

    Attributes:
        design: its design; None where it does not say.
        design_quote: the words that name it; None where only the record's type does.
        participants: people who took part, in all.
        studies: for a review, the studies that it takes in.
    """

    design: StudyDesign | None = None
    design_quote: Quote | None = None
    participants: int | None = None
    participants_quote: Quote | None = None
    studies: int | None = None
    studies_quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What is known of the study behind a source.

    Attributes:
        design: None where nothing tells.
        told_by: what tells the design: "itself" for a study that the store holds, "title",
            "journal"; None where nothing does.
        participants: people who took part, where the store holds the study and it says so.
    """

    design: StudyDesign | None = None
    told_by: str | None = None
    participants: int | None = None
