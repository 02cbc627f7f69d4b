"""ZIP files: each document in them, by the suffixes that readers know."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from graph.errors import DocumentError
from ingest.containers import READABLE
from ingest.items import Item
from ingest.readers.decoding import check_size
from ingest.readers.packing import check_packing

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMBERS = 100_000
MAX_UNPACKED = 20_000_000_000  # bytes of all members together; one at a time is in memory


def members(path: str, stream: BinaryIO) -> Iterator[Item | DocumentError]:
    """Take the documents out of a ZIP file.

    Raises:
        DocumentError: it is broken, holds no document, or unpacks to more than it may.
    """
    try:
        package = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(path, "is a broken ZIP file") from error
    with package:
        parts = [part for part in package.infolist() if _is_document(part)]
        if len(package.infolist()) > MAX_MEMBERS:
            raise DocumentError(path, f"holds more than {MAX_MEMBERS:,} files")
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise DocumentError(path, f"unpacks to more than {MAX_UNPACKED / 1e9:.0f} GB")
        if not parts:
            raise DocumentError(path, "is a ZIP file without a document in it")
        for part in sorted(parts, key=lambda each: each.filename):
            yield _taken(package, part, f"{path}/{_name(part)}")


def _is_document(part: zipfile.ZipInfo) -> bool:
    name = part.filename.casefold()
    pieces = [piece for piece in PurePosixPath(name).parts if piece != ".."]
    hidden = any(piece.startswith((".", "__macosx")) for piece in pieces)
    return name.endswith(READABLE) and not hidden and not part.is_dir()


def _name(part: zipfile.ZipInfo) -> str:
    """Name a member below its container, wherever its own name would lead."""
    pieces = PurePosixPath(part.filename.replace("\\", "/")).parts
    return "/".join(piece for piece in pieces if piece not in ("/", ".", ".."))


def _taken(package: zipfile.ZipFile, part: zipfile.ZipInfo, path: str) -> Item | DocumentError:
    try:
        check_size(path, part.file_size)
        check_packing(path, [part])
        with package.open(part) as stream:
            return Item(path, data=stream.read(part.file_size))
    except DocumentError as error:
        return error
    except RuntimeError:  # what zipfile raises for a member that is locked
        return DocumentError(path, "is locked by a password")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        return DocumentError(path, "is broken within its ZIP file")
