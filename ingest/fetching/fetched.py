"""What came of fetching a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server needs in order to tell whether a document has changed since it was fetched.

    Attributes:
        address: the final address, whose server gave them; no other is told them.
        etag: the version's name, with its quotes, as the server wrote it.
        modified: when it was last modified, as the server wrote it.
    """

    address: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document that was fetched.

    Attributes:
        url: the address as it was asked for.
        address: the address that it was found at, after redirects.
        data: its bytes, unpacked.
        content_type: the media type that the server states, or None; readers go by the content.
        charset: the encoding that the server states, or None.
        validators: to ask with the next time; None where the server gave none.
        fetched_at: when it was asked for, in UTC.
    """

    url: str
    address: str
    data: bytes
    content_type: str | None
    charset: str | None
    validators: Validators | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """A document that has not changed since it was last fetched.

    Attributes:
        url: the address as it was asked for.
        address: the address that it was found at, after redirects.
        validators: to ask with the next time.
        fetched_at: when it was asked for, in UTC.
    """

    url: str
    address: str
    validators: Validators
    fetched_at: datetime
