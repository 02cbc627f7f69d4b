"""Generations of the dataset: folders that readers open and nobody writes to."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from graph.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATE, LOCK, WORK = "state.json", "lock", "work"


@dataclass(frozen=True, slots=True)
class State:
    """What the newest generation holds.

    Attributes:
        generation: its number, from 1; 0 where there is none.
        seen: the store's last change in it.
        answered: UTC time of the newest answer of a registry in it, or "".
        basis: what it was made with; another one makes it anew.
    """

    generation: int = 0
    seen: int = 0
    answered: str = ""
    basis: str = ""


def read_state(folder: Path) -> State:
    """Read what the newest generation holds; nothing, where there is none or it cannot be read."""
    try:
        held = State(**json.loads((folder / STATE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return State()
    return held if generation_of(folder, held).is_dir() else State()


def write_state(folder: Path, state: State) -> None:
    """Let readers find a generation, which must be complete."""
    draft = folder / f".{STATE}"
    draft.write_text(json.dumps(asdict(state)), "utf-8")
    draft.replace(folder / STATE)


def generation_of(folder: Path, state: State) -> Path:
    """Return the folder of a state's generation."""
    return folder / f"generation-{state.generation}"


def drop_generations(folder: Path, keep: State) -> None:
    """Delete what is older than a generation and the one before it, which a reader may yet open."""
    for each in folder.glob("generation-*"):
        number = each.name.removeprefix("generation-")
        if not number.isdigit() or keep.generation - int(number) not in (0, 1):
            shutil.rmtree(each, ignore_errors=True)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Wait until no other process writes to the dataset, and keep others out meanwhile.

    Raises:
        DatasetError: the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DatasetError(f"The folder {folder} cannot be written: {error.strerror}.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # lets go of the lock, as the end of the process would
