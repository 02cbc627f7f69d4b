"""What each operation of the API answers with."""

from web.api.description import Answering
from web.api.schemas import answering as answer_shapes
from web.api.schemas import auditing as audit_shapes
from web.api.schemas import collection as shapes
from web.api.schemas import mapping, network
from web.api.schemas import searching as search_shapes

ANSWERS = {
    "search": Answering(search_shapes.SearchResult),
    "search_csv": Answering(None, "text/csv; charset=utf-8"),
    "search_ris": Answering(None, "application/x-research-info-systems; charset=utf-8"),
    "suggest": Answering(search_shapes.Suggested),
    "similar": Answering(search_shapes.SimilarResult),
    "answer": Answering(answer_shapes.Answer),
    "links": Answering(shapes.Links),
    "evidence_map": Answering(mapping.EvidenceMap),
    "graph": Answering(network.Neighbourhood),
    "chains": Answering(network.Chains),
    "concepts": Answering(shapes.Concepts),
    "concept": Answering(shapes.ConceptWithLinks),
    "articles": Answering(shapes.Articles),
    "article": Answering(shapes.WholeArticle),
    "collection": Answering(audit_shapes.Collection),
    "sources": Answering(shapes.Sources),
    "source": Answering(shapes.SourceWithClaims),
}
