"""Answers kept on disk, so that a run that was broken off asks nothing twice."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_AGE = timedelta(days=30)


def utc_now() -> datetime:
    """Return the time now."""
    return datetime.now(UTC)


class Kept(NamedTuple):
    """An answer from disk; its body is None where the registry knew no such thing."""

    body: bytes | None


class AnswerCache:
    """A folder of answers, a file each: a line about it, then the body as it came.

    What cannot be read, or is older than it may be, counts as not there. The folder may be
    deleted at any time.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_age: timedelta = MAX_AGE,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._folder = folder
        self._max_age = max_age
        self._now = now

    def get(self, fingerprint: str) -> Kept | None:
        """Return the answer to a request; None where there is none that is young enough."""
        try:
            head, _, body = self._path(fingerprint).read_bytes().partition(b"\n")
            about = json.loads(head)
            young = datetime.fromisoformat(about["fetched"]) > self._now() - self._max_age
            if not young or about["length"] != len(body):
                return None
            return Kept(body if about["found"] else None)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, fingerprint: str, body: bytes | None) -> None:
        """Keep an answer, whole or not at all.

        Raises:
            StoreError: the folder cannot be written.
        """
        path = self._path(fingerprint)
        content = body or b""
        about = {
            "fetched": self._now().isoformat(timespec="seconds"),
            "found": body is not None,
            "length": len(content),
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(json.dumps(about).encode() + b"\n" + content)
                Path(name).replace(path)
            except OSError:
                with contextlib.suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError as error:
            raise StoreError(f"{path.parent} cannot be written: {error.strerror}.") from error

    def _path(self, fingerprint: str) -> Path:
        return self._folder / fingerprint[:2] / fingerprint
