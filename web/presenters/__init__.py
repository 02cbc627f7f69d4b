"""What pages and API show, as plain JSON values: one shape for both."""

from web.presenters.searching import search_result

__all__ = ["search_result"]
