"""The family of errors: each is raised where it is known, and mapped once at the edge."""


class TrabeculaError(Exception):
    """Base of every error that a person may be shown; its text is a whole sentence."""


class DocumentError(TrabeculaError):
    """A document could not be read; names it and says why.

    Attributes:
        path: the file's path or address, as the person gave it.
        reason: what is wrong with it, without the path.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, str]]:
        """Keep both parts when the error crosses from a worker process."""
        return type(self), (self.path, self.reason)


class BatchError(TrabeculaError):
    """Reading many documents broke off; those read before are kept."""


class VocabularyError(TrabeculaError):
    """A vocabulary file is broken or clashes with another; names the file and the line.

    Attributes:
        path: the Turtle file.
        line: 1-based line, or None where the parser knows none.
        reason: what is wrong there.
    """

    def __init__(self, path: str, line: int | None, reason: str) -> None:
        where = path if line is None else f"{path}, line {line}"
        super().__init__(f"{where}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class StoreError(TrabeculaError):
    """The store cannot be opened or does not have the shape that this version needs."""


class RdfError(TrabeculaError):
    """RDF does not say what a record needs; names the node."""


class DatasetError(TrabeculaError):
    """The RDF dataset cannot be read or written."""


class PublishError(TrabeculaError):
    """A triple store elsewhere refused what was sent, or cannot be reached."""


class SearchIndexError(TrabeculaError):
    """The search index cannot be read or written."""


class RegistryError(TrabeculaError):
    """A registry did not answer a question, or answered what cannot be read.

    Attributes:
        reason: what went wrong, without the registry's name.
        final: whether asking it anything else is of no use now, as when it refuses us.
    """

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class QueryError(TrabeculaError):
    """A query or a question asks for something that cannot be asked."""


class NotFoundError(TrabeculaError):
    """There is no article, concept or source of that name."""


class UsageError(TrabeculaError):
    """A command or a setting was given a value that it cannot take."""
