"""How fast claims are read, each figure as a ratio against a named peer in the same run.

    python benchmarks/claims_speed.py [FOLDER] [--only sentences context growth long]

FOLDER holds articles as `.txt`; without it those beside the repository are read. The peers are no
dependencies: `pip install -r benchmarks/peers.txt` into the environment that runs this, or into
another one whose `site-packages` stands in PYTHONPATH. What is absent is named and left out.
Rounds of both sides take turns, and medians are compared, since the machine may do other work.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.reading import paired
from graph.vocabulary import load_vocabulary
from ingest.claims import ClaimExtractor
from ingest.passages import split_passages
from ingest.pipeline import to_article
from ingest.readers import plain
from samples import sample_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "articles"
MEASURES = ("sentences", "context", "growth", "long")
TEXT_SIZE = 1_000_000
SENTENCE_SIZE = 200_000
LONG_SENTENCES = {
    "cues and outcomes": "yoga may not reduce pain and improves balance in older adults ",
    "commas": "yoga, walking, pain, falls, ",
    "brackets": "yoga (which reduces ((pain and [",
    "digits": "yoga 12.5% (95% CI 1.2, 3.4) p < 0.05, 3-4 ",
    "one word": "improves",
    "marks": ".,;:–—!? ",
    "stops": ".",
    "one number": "1",
}
# What is said around a long run, so that everything of a claim is read.
AROUND = ("In older women ", " yoga reduces pain by 2%.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES, help="articles as .txt")
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=MEASURES)
    options = parser.parse_args()
    texts = [path.read_text("utf-8") for path in sorted(options.folder.glob("*.txt"))]
    extractor = ClaimExtractor(load_vocabulary())
    held = {"sentences", "context"} & set(options.only)
    if held and not texts:
        print(f"There are no articles in {options.folder}; nothing was held against the peers.")
    elif held:
        print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters")
    if texts and "sentences" in held:
        measure_sentences(extractor, texts)
    if texts and "context" in held:
        measure_context(extractor, texts)
    if "growth" in options.only:
        measure_growth(extractor)
    if "long" in options.only:
        measure_long_sentences(extractor)


def read_claims(extractor: ClaimExtractor, text: str) -> int:
    """Read a text to claims, its blocks and sentences included; return how many there are."""
    document = plain.read("article.txt", text, None)
    article = to_article(document)
    return len(extractor.extract(article, split_passages(document, article.id)).claims)


def measure_sentences(extractor: ClaimExtractor, texts: Sequence[str]) -> None:
    """Read texts to claims, against pysbd's splitting of the same into sentences alone."""
    pysbd = _peer("pysbd")
    if pysbd is None:
        return
    segmenter = pysbd.Segmenter(language="en", clean=False)
    ours, theirs = paired(
        lambda: [read_claims(extractor, text) for text in texts],
        lambda: [segmenter.segment(text) for text in texts],
    )
    print(
        f"sentences: claims {ours:.2f} s, pysbd's sentences alone {theirs:.2f} s, "
        f"ratio {ours / theirs:.2f} (at most 4)"
    )


def measure_context(extractor: ClaimExtractor, texts: Sequence[str]) -> None:
    """Read texts to claims, against names and ConText alone with spaCy and medspaCy."""
    find = _context_pipeline()
    if find is None:
        return
    gc.freeze()  # neither side pays for collecting what the other one has built
    ours, theirs = paired(
        lambda: [read_claims(extractor, text) for text in texts],
        lambda: [find(text) for text in texts],
    )
    print(
        f"context: claims {ours:.2f} s, PhraseMatcher and ConText {theirs:.2f} s, "
        f"ratio {ours / theirs:.2f} (under 0.5)"
    )


def _context_pipeline() -> Callable[[str], object] | None:
    """Build spaCy's blank pipeline: sentences, the vocabulary's labels, medspaCy's ConText."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spacy = _peer("spacy")
        context = _peer("medspacy.context")
        if spacy is None or context is None:
            return None
        nlp: Any = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        matcher = importlib.import_module("spacy.matcher").PhraseMatcher(nlp.vocab, attr="LOWER")
        for concept in load_vocabulary().concepts:
            names = (*concept.names, *concept.inverse_labels, *concept.context_labels)
            matcher.add(concept.iri, [nlp.make_doc(name) for name in names])
        filter_spans = importlib.import_module("spacy.util").filter_spans

        def names_of(doc: Any) -> Any:
            doc.ents = filter_spans(matcher(doc, as_spans=True))
            return doc

        spacy.language.Language.component("vocabulary_names", func=names_of)
        nlp.add_pipe("vocabulary_names")
        nlp.add_pipe("medspacy_context")
    run: Callable[[str], object] = nlp
    return run


def _peer(module: str) -> Any:
    """Import a peer; where it is absent, say so and how to have it, and return None."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        print(f"{module} is not here ({error}): pip install -r benchmarks/peers.txt")
        return None


def measure_growth(extractor: ClaimExtractor) -> None:
    """Show how the time for an article grows with its length."""
    body = "\n\n".join(path.read_text("utf-8") for path in sample_paths() if path.suffix == ".md")
    quarter, whole = (
        (body * (size // len(body) + 1))[:size] for size in (TEXT_SIZE // 4, TEXT_SIZE)
    )
    short, long = paired(
        lambda: read_claims(extractor, quarter), lambda: read_claims(extractor, whole)
    )
    print(
        f"growth: {TEXT_SIZE // 4:,} characters {short:.2f} s, {TEXT_SIZE:,} {long:.2f} s, "
        f"ratio {long / short:.2f} (about 4)"
    )


def measure_long_sentences(extractor: ClaimExtractor) -> None:
    """Read sentences that no person wrote, each as long as a short book's chapter."""
    for name, piece in LONG_SENTENCES.items():
        run = (piece * (SENTENCE_SIZE // len(piece) + 1))[:SENTENCE_SIZE]
        text = run.join(AROUND)
        start = time.perf_counter()
        read_claims(extractor, text)
        seconds = time.perf_counter() - start
        print(f"long: a sentence of {SENTENCE_SIZE:,} characters, {name}: {seconds:.2f} s (2)")


if __name__ == "__main__":
    main()
