"""What a request to the API may ask for: checked here, and described from here in OpenAPI."""

from __future__ import annotations

from typing import Any

from apiflask import Schema, fields, validators
from marshmallow import ValidationError, pre_load
from werkzeug.datastructures import MultiDict

from graph.model import ArticleKind, ConceptKind, Direction, NoticeKind, ReferenceType
from search.base import Sort
from search.query import MAX_LENGTH, MAX_LIMIT, MAX_OFFSET
from web.api.cursors import CURSOR
from web.presenters import (
    article_list,
    articles,
    catalogue,
    links,
    neighbourhood,
    searching,
    suggesting,
)
from web.presenters.map_choices import Extent, Level, MapView, Order

MAX_CHOICES = 10  # values of one parameter
MAX_VALUE = 100  # characters of one of them
MAX_LIST = 200  # articles or sources a page
MAX_NAME = 50  # characters repeated of a parameter that is not known


class Figure(fields.Integer):
    """A whole number in plain digits: no sign, no underscore, no white space."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        digits = str(value)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MAX_OFFSET))):
            raise ValidationError("This is a whole number, and not too large a one.")
        return int(digits)


def _figure(default: int, least: int, most: int, what: str) -> Figure:
    bounds = validators.Range(least, most, error=f"This is from {least:,} to {most:,}.")
    return Figure(load_default=default, validate=bounds, metadata={"description": what})


def _words(what: str, most: int = MAX_LENGTH, **options: Any) -> fields.String:
    check = validators.Length(max=most, error="This has {max} characters at most.")
    return fields.String(validate=check, metadata={"description": what}, **options)


def _one_of(choices: Any, what: str, **options: Any) -> fields.String:
    known = [choice.value for choice in choices]
    check = validators.OneOf(known, error=f"This is one of {', '.join(known)}.")
    return fields.String(validate=check, metadata={"description": what}, **options)


def _yes_or_no(what: str, **options: Any) -> fields.String:
    check = validators.OneOf(("yes", "no"), error="This is yes or no.")
    return fields.String(validate=check, metadata={"description": what}, **options)


def _several(each: fields.Field[Any], what: str) -> fields.List[Any]:
    check = validators.Length(max=MAX_CHOICES, error="There are {max} of these at most.")
    return fields.List(each, load_default=list, validate=check, metadata={"description": what})


class Parameters(Schema):
    """Parameters of an address; one that is not known is refused, since it may be misspelt."""

    @pre_load
    def refuse_slips(self, data: Any, **_: Any) -> Any:
        """Refuse unknown names, and two values where one is taken: which was meant is not known."""
        given = getattr(data, "data", data)
        if not isinstance(given, MultiDict):
            return data
        known = {field.data_key or name: field for name, field in self.fields.items()}
        wrong = {}
        for name, values in given.lists():
            field = known.get(name)
            if field is None:
                wrong[name[:MAX_NAME]] = ["There is no such parameter."]
            elif len(values) > 1 and not isinstance(field, fields.List):
                wrong[name] = ["This is given once."]
        if wrong:
            raise ValidationError(wrong)
        return data


class Slice(Parameters):
    """A part of a list: `cursor` as an answer gave it, else `offset`."""

    offset = _figure(0, 0, MAX_OFFSET, "Passed over before the first one given.")
    cursor = fields.String(
        validate=validators.Regexp(CURSOR, error="This is no cursor."),
        metadata={"description": "The `next` of the page before; goes before `offset`."},
    )


class FoundParameters(Parameters):
    """What to search for, and in which order."""

    q = _words("Words, phrases, operators and fields.", load_default="")
    exercise = _several(_words("Id or name.", MAX_VALUE), "Ids or names of exercises or habits.")
    outcome = _several(_words("Id or name.", MAX_VALUE), "Ids or names of outcomes.")
    direction = _several(_one_of(Direction, "Direction."), "How the outcome changes.")
    population = _several(_words("Id or name.", MAX_VALUE), "Ids or names of groups of people.")
    design = _several(_words("Design.", MAX_VALUE), "Designs of the studies cited.")
    source = _several(_words("Id, DOI or title.", MAX_VALUE), "Works that are cited.")
    cited = _several(_yes_or_no("Cited."), "Whether a claim has a source.")
    site = _several(_words("Host name.", MAX_VALUE), "Hosts of the articles.")
    article = _several(_words("Id.", MAX_VALUE), "Ids of articles.")
    year = _several(_words("Year or years.", MAX_VALUE), "Years: 2015, or 2010..2020.")
    sort = _one_of(Sort, "The order.", load_default=Sort.RELEVANCE.value)
    widen = _yes_or_no("Whether concepts are found by all their names.", load_default="yes")
    exact = _several(_words("Id.", MAX_VALUE), "Ids of concepts that are not widened.")


class SearchParameters(FoundParameters, Slice):
    """Which part of what is found to give."""

    grouped = _yes_or_no("Whether hits of an article stand together.", load_default="no")
    limit = _figure(searching.PAGE, 1, MAX_LIMIT, "Hits given, or articles when grouped.")


class SuggestParameters(Parameters):
    """What to complete."""

    q = _words("The beginning of a query.", required=True)
    limit = _figure(suggesting.SUGGESTED, 1, suggesting.MAX_SUGGESTED, "Suggestions given.")


class SimilarParameters(Parameters):
    """How many passages to give."""

    limit = _figure(searching.SIMILAR, 1, MAX_LIMIT, "Passages given.")


class AnswerParameters(Parameters):
    """What to answer."""

    q = _words("A question.", required=True)


class LinksParameters(Slice):
    """Which links to list."""

    exposure = _words("Id or name of an exercise or habit.")
    outcome = _words("Id or name of an outcome.")
    direction = _one_of(Direction, "How the outcome changes.")
    limit = _figure(links.LIMIT, 1, links.MAX_LIMIT, "Links given.")


class GraphParameters(Parameters):
    """Around which concepts, and which links."""

    concept = fields.List(
        _words("Id.", MAX_VALUE),
        required=True,
        validate=validators.Length(1, neighbourhood.MAX_EXPANDED),
        metadata={"description": "Ids of concepts whose links are given."},
    )
    direction = _one_of(Direction, "How the outcome changes.")
    sourced = _yes_or_no("Whether only links with a source are given.", load_default="no")
    mechanisms = _yes_or_no("Whether outcomes that lead to others are.", load_default="yes")
    limit = _figure(neighbourhood.LIMIT, 1, neighbourhood.MAX_LIMIT, "Links given of a concept.")


class ChainsParameters(Parameters):
    """From which exposure to which outcome."""

    start = _words("Id or name of an exercise or habit.", data_key="from", required=True)
    end = _words("Id or name of an outcome.", data_key="to", required=True)


class MapParameters(Parameters):
    """Which map to give."""

    view = _one_of(MapView, "All that is said, or what sources support.", load_default="said")
    level = _one_of(Level, "What a row is.", load_default="concept")
    order = _one_of(Order, "How rows and columns stand.", load_default="evidence")
    show = _one_of(Extent, "The rows and columns with most sources, or all.", load_default="most")
    exercise = _several(_words("Id or name.", MAX_VALUE), "Ids or names of exercises or habits.")
    outcome = _several(_words("Id or name.", MAX_VALUE), "Ids or names of outcomes.")
    direction = _several(_one_of(Direction, "Direction."), "How the outcome changes.")
    population = _several(_words("Id or name.", MAX_VALUE), "Ids or names of groups of people.")
    design = _several(_words("Design.", MAX_VALUE), "Designs of the sources.")
    year = _several(_words("Year or years.", MAX_VALUE), "Years of the sources.")
    cited = _several(_yes_or_no("Cited."), "Whether a claim rests on a source that counts.")


class ConceptsParameters(Parameters):
    """Which concepts to list."""

    kind = _one_of(ConceptKind, "The kind of concept.")


class ListParameters(Slice):
    """Which part of a list to give."""

    limit = _figure(articles.PAGE, 1, MAX_LIST, "Entries given.")


class ArticlesParameters(ListParameters):
    """Which articles to list, in which order."""

    q = _words("Words of the title.", load_default="")
    kind = _one_of(ArticleKind, "What the documents are.")
    needs = _one_of(article_list.Needs, "What the articles need somebody to look at.")
    sort = _one_of(article_list.Order, "The order.", load_default=article_list.Order.TITLE.value)


class SourcesParameters(Slice):
    """Which sources to list, and in which order."""

    q = _words("Words of the authors, the title, the journal or the year.", load_default="")
    standing = _one_of(NoticeKind, "What became of the work.")
    type = _one_of(ReferenceType, "The kind of work.")
    sort = _one_of(catalogue.Order, "The order.", load_default=catalogue.Order.CITATION.value)
    limit = _figure(catalogue.PAGE, 1, MAX_LIST, "Sources given.")


class SourceParameters(Parameters):
    """Which of its claims to give."""

    proposition = _words("Id of the only proposition whose claims are given.", MAX_VALUE)
