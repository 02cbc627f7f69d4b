"""From a question to its answer, by the question's form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.answering.asking import Asking
from search.answering.chains import chain_answer
from search.answering.comparing import comparison
from search.answering.dosages import dosage_answer
from search.answering.listing import what_does, what_helps
from search.answering.questions import Form, read_question
from search.answering.refusing import refusal
from search.answering.safety import safety_answer
from search.answering.scope import scope_of
from search.answering.verdicts import Reason
from search.answering.yes_or_no import does

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.network import Network
    from graph.store import Store
    from graph.vocabulary import Vocabulary
    from search.answering.answers import Answer
    from search.base import SearchIndex


def answer(
    question_text: str,
    store: Store,
    vocabulary: Vocabulary,
    network: Callable[[], Network],
    index: SearchIndex | None = None,
) -> Answer:
    """Answer a question from what the store holds.

    Args:
        question_text: what the person asked.
        store: holds the claims.
        vocabulary: the concepts that questions and claims are about.
        network: returns the network as of the store's last change; called for chains only.
        index: finds passages for questions without an answer; None to find none.

    Raises:
        QueryError: the question is empty or too long.
        SearchIndexError: the index is broken.
    """
    question = read_question(question_text, vocabulary)
    asking = Asking(question, store, vocabulary, scope_of(question, vocabulary), network, index)
    match question.form:
        case Form.DOES if question.exposures and question.outcomes:
            return does(asking)
        case Form.WHAT_HELPS:
            return what_helps(asking)
        case Form.WHAT_DOES:
            return what_does(asking)
        case Form.HOW_MUCH:
            return dosage_answer(asking)
        case Form.CHAIN:
            return chain_answer(asking)
        case Form.SAFETY:
            return safety_answer(asking)
        case Form.COMPARE:
            return comparison(asking)
        case Form.ADVICE:
            return refusal(asking, Reason.UNSAFE)
        case Form.OTHER:
            return refusal(asking, Reason.NOT_UNDERSTOOD)
        case _:
            return refusal(asking, Reason.NO_CLAIMS)
