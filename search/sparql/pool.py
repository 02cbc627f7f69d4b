"""A few query processes, each of which is killed and started anew when a query goes too far."""

from __future__ import annotations

import json
import queue
import select
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from search.sparql.asking import Found, Limits, NotOfferedError, SparqlError, StoppedError
from search.sparql.refusing import names_dataset, refuse
from search.sparql.worker import LENGTH, write_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from search.sparql.asking import Asked

WORKERS = 2
PIECE = 1 << 20  # bytes read at a time


class Pool:
    """Answers queries over the dataset in a folder, which may be another one each time."""

    def __init__(
        self,
        dataset: Callable[[], Path],
        limits: Limits,
        *,
        workers: int = WORKERS,
        union: bool = True,
    ) -> None:
        """Start nothing yet: processes start with the first queries.

        Args:
            dataset: tells the folder of the newest generation.
            limits: of each query.
            workers: queries answered at a time.
            union: a query that names no dataset asks all named graphs together; else it asks the
                dataset's own default graph.
        """
        self._dataset = dataset
        self._limits = limits
        self._union = union
        self._free: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._closed = threading.Event()
        for _ in range(workers):
            self._free.put(None)

    def ask(self, asked: Asked) -> Found:
        """Answer a query.

        Raises:
            SparqlError: it is no SPARQL, or is refused.
            NotOfferedError: what it finds has no form that is accepted.
            StoppedError: it went beyond a limit, or no process is free in time.
            DatasetError: the dataset cannot be read or made.
        """
        refuse(asked.query)
        folder = self._dataset()
        try:
            worker = self._free.get(timeout=self._limits.seconds)
        except queue.Empty:
            raise StoppedError("Too many queries are being answered; ask again later.") from None
        try:
            if worker is not None and not worker.is_alive():
                worker.kill()
                worker = None
            if worker is None:
                worker = _Worker(self._limits)
            # Oxigraph would have the union in place of the graphs that a query names.
            union = self._union and not names_dataset(asked.query)
            return worker.ask(asked, folder, union=union)
        finally:
            if worker is not None and (self._closed.is_set() or not worker.is_alive()):
                worker.kill()
                worker = None
            self._free.put(worker)

    def close(self) -> None:
        """End the processes; those that are at work end with their query."""
        self._closed.set()
        found = []
        while True:
            try:
                found.append(self._free.get_nowait())
            except queue.Empty:
                break
        for worker in found:
            if worker is not None:
                worker.kill()
            self._free.put(None)


class _Worker:
    """One process, asked by one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        command = [sys.executable, "-m", "search.sparql.worker", str(limits.memory)]
        self._process = subprocess.Popen(  # noqa: S603 # our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("a pipe was asked for")
        self._to: BinaryIO = self._process.stdin  # type: ignore[assignment] # unbuffered
        self._from: BinaryIO = self._process.stdout  # type: ignore[assignment] # unbuffered

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._to.close()
        self._from.close()

    def ask(self, asked: Asked, folder: Path, *, union: bool) -> Found:
        until = time.monotonic() + self._limits.seconds
        limits = asdict(self._limits)
        request = json.dumps({**asdict(asked), **limits, "folder": str(folder), "union": union})
        try:
            write_frame(self._to, request.encode("utf-8"))
            head = json.loads(self._read_frame(until))
            content = self._read_frame(until)
        except TimeoutError:
            self.kill()
            raise StoppedError(
                f"This took longer than {self._limits.seconds:g} seconds; ask for something"
                " narrower."
            ) from None
        except (EOFError, BrokenPipeError):
            self.kill()
            raise StoppedError(
                f"This took more than {self._limits.memory // 2**20} MB of memory, or is nested"
                " too deeply; ask for something narrower."
            ) from None
        return _found(head, content, self._limits)

    def _read_frame(self, until: float) -> bytes:
        (length,) = LENGTH.unpack(self._read(LENGTH.size, until))
        return self._read(length, until)

    def _read(self, length: int, until: float) -> bytes:
        parts: list[bytes] = []
        while length:
            ready, _, _ = select.select([self._from], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            part = self._from.read(min(length, PIECE))
            if not part:
                raise EOFError
            parts.append(part)
            length -= len(part)
        return b"".join(parts)


def _found(head: dict[str, Any], content: bytes, limits: Limits) -> Found:
    if "wrong" in head:
        raise SparqlError(f"This is no SPARQL query: {head['wrong']}")
    if head.get("stopped") == "memory":
        raise StoppedError(f"This took more than {limits.memory // 2**20} MB of memory.")
    if "stopped" in head:
        raise StoppedError(
            f"This finds more than {limits.rows} rows or {limits.size // 2**20} MB; use LIMIT, and"
            " OFFSET for what comes after."
        )
    if "failed" in head:
        raise SparqlError(f"This cannot be evaluated: {head['failed']}")
    if not head["found"]:
        raise NotOfferedError("What this finds has no form that is accepted.")
    return Found(head["found"], content)
