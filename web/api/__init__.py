"""The JSON API under /api/v1/: the same values as the pages show."""

from web.api.routes import api_blueprint

__all__ = ["api_blueprint"]
