"""The steps from a document's bytes to its record, in order."""

from dataclasses import replace
from pathlib import Path

from graph.errors import DocumentError
from graph.ids import article_id
from graph.model import Article, ArticleRecord
from graph.vocabulary import Vocabulary
from ingest.citations import read_citations
from ingest.claims import ClaimExtractor
from ingest.document import Document
from ingest.items import Item
from ingest.passages import split_passages
from ingest.readers import MAX_PACKED, read_document
from ingest.readers.decoding import check_size
from ingest.studies import read_study, stating


def load_bytes(path: str) -> bytes:
    """Read a file, never more of it than a reader would take.

    Raises:
        DocumentError: there is no such file, it may not be read, or it is too large.
    """
    file = Path(path)
    try:
        check_size(path, file.stat().st_size)
        with file.open("rb") as stream:
            return stream.read(MAX_PACKED + 1)
    except FileNotFoundError as error:
        raise DocumentError(path, "there is no such file") from error
    except OSError as error:
        raise DocumentError(path, f"cannot be opened ({error.strerror})") from error


def to_article(document: Document, known_id: str | None = None) -> Article:
    """Name a document: by the id that its place already has in the store, else by its content."""
    return Article(
        id=known_id or article_id(document.title, document.text),
        path=document.path,
        title=document.title,
        text=document.text,
        url=document.url,
        published=document.published,
        language=document.language,
        kind=document.kind,
        work=document.work,
    )


class ArticleReader:
    """Reads documents into records with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, extractor: ClaimExtractor) -> None:
        self.vocabulary = vocabulary
        self.extractor = extractor

    def read(
        self,
        path: str,
        data: bytes,
        known_id: str | None = None,
        *,
        url: str | None = None,
        charset: str | None = None,
    ) -> ArticleRecord:
        """Read one document.

        Args:
            path: what the article is called in messages and kept as its place.
            data: the document's bytes.
            known_id: the id that an earlier version at this place has, if there is one.
            url: the address that it was fetched from, if it was.
            charset: the encoding that a server declared for it.

        Raises:
            DocumentError: the document cannot be read; names the path and says why.
        """
        document = read_document(path, data, url=url, charset=charset)
        article = to_article(document, known_id)
        passages = split_passages(document, article.id)
        study = read_study(document, passages)
        article = replace(article, study=study)
        citations = read_citations(document, passages, article.id)
        extraction = self.extractor.extract(
            article,
            passages,
            citations.markers,
            citations.references,
            stating=stating(document, passages, study.design) if study else None,
        )
        return ArticleRecord(
            article=article,
            passages=passages,
            claims=extraction.claims,
            mechanisms=extraction.mechanisms,
            markers=citations.markers,
            references=citations.references,
        )

    def read_item(self, item: Item, place: str, known_id: str | None = None) -> ArticleRecord:
        """Read one document, loading it where its bytes are not at hand.

        Args:
            item: the document.
            place: what is kept as its place, such as its absolute path.
            known_id: as for `read`.

        Raises:
            DocumentError: as for `read`; names the item's path or the place.
        """
        data = load_bytes(item.path) if item.data is None else item.data
        return self.read(place, data, known_id, url=item.url, charset=item.charset)


def article_reader(vocabulary: Vocabulary) -> ArticleReader:
    """Make a reader whose claims speak of the vocabulary's concepts."""
    return ArticleReader(vocabulary, ClaimExtractor(vocabulary))
