"""What a page is about, in terms of schema.org, for programs that read pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from web.wording import doi_link

if TYPE_CHECKING:
    from graph.records import Json

CITED = 50  # works named of an article


def of_article(article: Json, references: list[Json], address: str) -> Json:
    """Describe an article or a study with the first CITED works that it cites."""
    is_study = article["kind"] == "study"
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "MedicalScholarlyArticle" if is_study else "MedicalWebPage",
            "@id": address,
            "headline": article["title"],
            "inLanguage": article["language"],
            "datePublished": article["published"],
            "url": article["url"],
            "citation": [_work(each) for each in references[:CITED]],
        }
    )


def of_source(source: Json, address: str) -> Json:
    """Describe a cited work."""
    return {"@context": "https://schema.org", "@id": address, **_work(source)}


def of_concept(concept: Json) -> Json:
    """Describe a concept of the vocabulary."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "DefinedTerm",
            "@id": concept["iri"],
            "name": concept["label"],
            "description": concept.get("definition"),
        }
    )


def _work(work: Json) -> Json:
    doi = work["doi"]
    return _known(
        {
            "@type": "ScholarlyArticle" if work["type"] == "journal-article" else "CreativeWork",
            "name": work["title"] or work["raw"],
            "author": [{"@type": "Person", "name": name} for name in work["authors"]],
            "datePublished": str(work["year"]) if work["year"] else None,
            "identifier": doi_link(doi) if doi else None,
        }
    )


def _known(values: dict[str, Any]) -> Json:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
