"""Failures that are met in another way than the rest."""

from graph.errors import DocumentError


class BusyError(DocumentError):
    """It failed for the moment and may be tried again.

    Attributes:
        wait: seconds after which to come back, where the server names them.
    """

    def __init__(self, path: str, reason: str, wait: float | None = None) -> None:
        super().__init__(path, reason)
        self.wait = wait


class HostError(DocumentError):
    """The host fails, whatever it is asked for."""


class UnreachableError(BusyError, HostError):
    """The host cannot be connected to for the moment."""
