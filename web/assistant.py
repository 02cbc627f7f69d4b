"""The collection for assistants, over the Model Context Protocol: tools whose results can be cited.

Each tool answers with what the API answers, as structured content; the shapes are the API's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from graph.errors import NotFoundError, QueryError
from graph.model import Direction  # noqa: TC001  # the SDK reads the annotations of tools
from search.query import MAX_LENGTH
from web.presenters import answering, articles, concepts, links, searching, sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from web.wiring import Library

INSTRUCTIONS = (
    "A collection of health articles and the studies that they cite. Say no more than the quotes"
    " that these tools give, and cite each one with its article and its references. An answer"
    " without a verdict is no answer: say why there is none. Sources that were retracted count for"
    " nothing. This is no medical advice."
)
READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
MAX_ID = 200  # characters

Words = Annotated[str, Field(min_length=1, max_length=MAX_LENGTH)]
Name = Annotated[str, Field(max_length=MAX_ID)]
Id = Annotated[str, Field(min_length=1, max_length=MAX_ID)]
Few = Annotated[int, Field(ge=1, le=50)]
Offset = Annotated[int, Field(ge=0, le=10_000)]
Result = dict[str, Any]


def make_assistant_server(library: Library, version: str) -> MCPServer[Any]:
    """Make the server of the tools around a library.

    Args:
        library: the collection.
        version: of this program.
    """
    server: MCPServer[Any] = MCPServer(
        "trabecula",
        title="Trabecula",
        instructions=INSTRUCTIONS,
        version=version,
        log_level="WARNING",
    )

    @server.tool(title="Find passages", annotations=READING)
    def search(query: Words, limit: Few = 10, offset: Offset = 0) -> Result:
        """Find passages with their places, the claims read in each and what those cite.

        Takes words, "phrases", AND, OR, NOT, brackets, and fields such as exercise:"tai chi",
        outcome:falls, direction:decrease, cited:yes, year:2010..2020.
        """
        return _told(
            library,
            lambda: searching.search_result(
                library, searching.query_of(library, query, limit=limit, offset=offset)
            ),
        )

    @server.tool(title="Answer a question", annotations=READING)
    def answer(question: Words) -> Result:
        """Answer a question with a verdict and the quotes it is made of, or say why there is none.

        Each quote has its article, its place there and its references with their DOI.
        """
        return _told(library, lambda: answering.answer_result(library, question))

    @server.tool(title="Links of a concept", annotations=READING)
    def links_of_concept(
        exposure: Name = "",
        outcome: Name = "",
        direction: Direction | None = None,
        limit: Few = 10,
        offset: Offset = 0,
    ) -> Result:
        """List what an exercise or habit is said to do to outcomes, or what acts on an outcome.

        Concepts are named by id or by any of their names. Each link has its quotes by direction.
        """
        if not (exposure.strip() or outcome.strip()):
            raise ToolError("Name an exposure or an outcome.")
        return _told(
            library,
            lambda: links.links_result(
                library,
                exposure=exposure.strip(),
                outcome=outcome.strip(),
                direction=direction,
                limit=limit,
                offset=offset,
            ),
        )

    @server.tool(title="A source", annotations=READING)
    def source(id: Id) -> Result:  # noqa: A002  # what the API calls it, and assistants see
        """Give a cited work: DOI, what became of it, and every claim that rests on it."""
        return _told(library, lambda: sources.source_result(library, id))

    @server.resource("trabecula://concepts", mime_type="application/json")
    def vocabulary() -> Result:
        """List the concepts with their ids and what the collection holds of each."""
        return concepts.concepts_result(library)

    @server.resource("trabecula://articles/{article}", mime_type="application/json")
    def article(article: str) -> Result:
        """Give an article's text with all that was read out of it."""
        return _told(
            library, lambda: articles.article_result(library, library.store.record(article))
        )

    return server


def _told(library: Library, work: Callable[[], Result]) -> Result:
    """Work on the store's newest state; what a person may be told, an assistant may be told."""
    library.refresh()
    try:
        return work()
    except (QueryError, NotFoundError) as error:
        raise ToolError(str(error)) from error
