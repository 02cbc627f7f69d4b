"""WARC files, the form in which crawlers keep the web: each page that was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from graph.errors import DocumentError
from ingest.items import Item, is_address
from ingest.readers.decoding import MAX_PACKED, check_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warcio.recordloader import ArcWarcRecord

TYPES = ("text/", "application/xhtml", "application/pdf", "application/xml", "application/vnd.")


def members(path: str, stream: BinaryIO) -> Iterator[Item | DocumentError]:
    """Take the pages out of a WARC file; each is known by its address.

    Raises:
        DocumentError: it is broken from some place on, or holds no page.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found = False
    try:
        for record in ArchiveIterator(stream, no_record_parse=False):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type == "response" and is_address(address) and _is_page(record):
                found = True
                yield _taken(record, address)
    except (ArchiveLoadFailed, ValueError, EOFError, AttributeError) as error:
        raise DocumentError(path, f"is broken as a WARC file ({error})") from error
    if not found:
        raise DocumentError(path, "is a WARC file without a page in it")


def _is_page(record: ArcWarcRecord) -> bool:
    headers = record.http_headers
    if headers is None or headers.get_statuscode() != "200":
        return False
    return (headers.get_header("Content-Type") or "").casefold().startswith(TYPES)


def _taken(record: ArcWarcRecord, address: str) -> Item | DocumentError:
    data = record.content_stream().read(MAX_PACKED + 1)
    try:
        check_size(address, len(data))
    except DocumentError as error:
        return error
    kind = (record.http_headers.get_header("Content-Type") or "").casefold()
    charset = kind.partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return Item(address, data=data, url=address, charset=charset)
