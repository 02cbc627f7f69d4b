from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Article, Concept, ConceptKind, Direction, Passage, PassageKind
from graph.vocabulary import Vocabulary, load_vocabulary
from ingest.claims import ClaimExtractor
from ingest.claims.sentence import MAX_WORDS
from ingest.claims.state import MAX_LINKS

EXTRACTOR = ClaimExtractor(load_vocabulary())
PIECES = (
    "Resistance training",
    "it",
    "These exercises",
    "tai chi, yoga and Pilates",
    "bone density",
    "falls",
    "muscle weakness",
    " improves ",
    " may not reduce ",
    " is effective for ",
    " a reduction in ",
    " was reduced by ",
    " leads to increased ",
    ", ",
    " and ",
    ". ",
    "; ",
    " but ",
    " because ",
    " (",
    ")",
    " in older adults with osteoporosis",
    " compared with walking",
    " to prevent ",
    " by improving ",
    " twice a week",
    " by 20%",
    " except in people who smoke",
    "?",
    ":",
    "\n\n",
    "’",
    "**",
    " if you ",
    " which can ",
    "é",
    "𝛃",
    " effective",
    " not only ",
)


def extract(texts: list[str], kinds: list[PassageKind]):
    text, passages = "", []
    for number, (body, kind) in enumerate(zip(texts, kinds, strict=False)):
        passages.append(Passage(f"p{number}", len(text), len(text) + len(body), kind))
        text += body + "\n\n"
    return text, passages, EXTRACTOR.extract(Article("a", "a", texts[0], text), passages)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), min_size=1, max_size=5),
    st.lists(st.sampled_from(PassageKind), min_size=5, max_size=5),
)
def test_every_quote_is_its_place_in_the_text(texts, kinds):
    text, passages, found = extract(texts, kinds)
    by_id = {passage.id: passage for passage in passages}
    for claim in found.claims:
        passage = by_id[claim.passage]
        assert claim.sentence == text[passage.start : passage.end]
        assert passage.kind in (PassageKind.PROSE, PassageKind.LIST_ITEM)
        assert claim.outcome.end <= passage.end
        assert 0 <= claim.confidence <= 1
        for mention in (claim.exposure, claim.outcome):
            assert text[mention.start : mention.end] == mention.text
        for quote in (claim.dose, claim.comparator, claim.magnitude):
            assert quote is None or quote in claim.sentence
    for step in found.mechanisms:
        for mention in (step.cause, step.effect):
            assert text[mention.start : mention.end] == mention.text


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_ids_are_unique_and_follow_from_the_text(body):
    _, _, first = extract([body], [PassageKind.PROSE])
    _, _, again = extract([body], [PassageKind.PROSE])

    assert first == again
    assert len({claim.id for claim in first.claims}) == len(first.claims)


def test_an_endless_sentence_is_read_to_a_bound():
    body = "Yoga improves balance and " * (MAX_WORDS // 2)
    _, _, found = extract([body], [PassageKind.PROSE])

    assert 0 < len(found.claims) <= MAX_LINKS


def test_a_list_of_very_many_exposures_and_outcomes_gives_a_bounded_number_of_claims():
    exposures = [Concept(f"x:{n}", f"e{n}", ConceptKind.EXERCISE, f"sport{n}x") for n in range(60)]
    outcomes = [
        Concept(f"y:{n}", f"o{n}", ConceptKind.OUTCOME, f"sign{n}x", wished=Direction.INCREASE)
        for n in range(60)
    ]
    extractor = ClaimExtractor(Vocabulary(tuple(exposures + outcomes)))
    names = [", ".join(concept.label for concept in group) for group in (exposures, outcomes)]
    body = f"{names[0]} improve {names[1]}."
    passage = Passage("p", 0, len(body), PassageKind.PROSE)
    found = extractor.extract(Article("a", "a", "", body), [passage])

    assert len(found.claims) == MAX_LINKS
