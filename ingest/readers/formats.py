"""Telling formats apart by their content."""

import re

SAMPLE = 20_000  # characters that are looked at

_HTML = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|h[1-6]|li|ul|ol|article|span|table)[\s>]", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|\]\((?:https?:|mailto:|\.{0,2}/|#)|^(?:-{3,}|\*{3,})$|\*\*\w[^*\n]{0,200}\*\*",
    re.MULTILINE,
)


def looks_like_html(text: str) -> bool:
    """Tell a web page by its first tags, or by tags throughout."""
    start = text[:SAMPLE].lstrip()
    return bool(_HTML.search(start[:1000])) or (
        start.startswith("<") and len(_TAG.findall(start)) > 2
    )


def looks_like_markdown(text: str) -> bool:
    """Tell Markdown by front matter, headings with hashes, links or bold words."""
    return text.startswith(("---\n", "{\n")) or bool(_MARKDOWN.search(text[:SAMPLE]))
