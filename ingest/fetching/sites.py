"""Which hosts make up one site."""

from __future__ import annotations

from graph.errors import DocumentError
from ingest.fetching.addresses import parse_address


def same_site(one: str, other: str) -> bool:
    """Tell whether two hosts are of one site: the same, or one named below the other."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return one == other or ("." in shorter and longer.endswith(f".{shorter}"))


def hosts_of(*addresses: str) -> frozenset[str]:
    """Return the hosts of addresses; what is no address has none."""
    found = set()
    for address in addresses:
        try:
            found.add(parse_address(address).host)
        except DocumentError:
            continue
    return frozenset(found)
