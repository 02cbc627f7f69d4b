"""Which addresses may be asked: http and https, at hosts on the public internet.

A page on the web can name any address, and a redirect can lead to any: to a router's settings, to
a cloud's metadata, to a database on this machine. So a host's name is looked up here, every address
that it has is looked at, and the connection is then made to what was looked at and to nothing else.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final

import httpx

from graph.errors import DocumentError
from ingest.fetching.errors import BusyError

if TYPE_CHECKING:
    from ingest.fetching.settings import Resolver

MAX_LENGTH: Final = 4_000  # characters of an address
WEB_PORTS: Final = frozenset({80, 443})
FIRST_FREE_PORT: Final = 1_024  # below it are mail, shells and the like
LAST_PORT: Final = 65_535

_HOST: Final = re.compile(rb"[a-z0-9._-]+|[a-f0-9:.]+")  # a name, as networks write it; or IPv6

# Public by their number, and yet not of the open internet, or able to hold an address that is not.
_SPECIAL: Final = (
    IPv4Network("168.63.129.16/32"),  # the host of a virtual machine, in one large cloud
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, given up by RFC 7526
    IPv6Network("2001::/32"),  # Teredo
    IPv6Network("2002::/16"),  # 6to4
    IPv6Network("3fff::/20"),  # for documentation, RFC 9637
)
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")  # all that is given out so far
_NAT64: Final = IPv6Network("64:ff9b::/96")  # holds an IPv4 address, where a network has IPv6 only


def parse_address(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """Read an address that is to be asked; a fragment is dropped.

    Args:
        text: the address; it may be relative where there is a base.
        base: the address that it was found at.

    Raises:
        DocumentError: it is no web address, or one that is not asked.
    """
    if len(text) > MAX_LENGTH:
        raise DocumentError(f"{text[:80]}…", f"is longer than {MAX_LENGTH:,} characters")
    try:
        url = httpx.URL(text) if base is None else base.join(text)
        host, port = url.raw_host, url.port
    except (httpx.InvalidURL, ValueError) as error:
        raise DocumentError(text, "is no address that can be read") from error
    if url.scheme not in ("http", "https"):
        raise DocumentError(text, "is no web address: only http and https are read")
    if not _HOST.fullmatch(host):
        raise DocumentError(text, "names no host" if not host else "names no host as there are any")
    if url.userinfo:
        raise DocumentError(text, "carries a name or a password, which is refused")
    if port is not None and port not in WEB_PORTS and not FIRST_FREE_PORT <= port <= LAST_PORT:
        raise DocumentError(text, f"asks port {port}, which is no web server's")
    return url.copy_with(fragment=None)


def look_up(host: str, port: int) -> list[str]:
    """Look a host's name up with the system's resolver, within the system's own time."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def checked_hosts(url: httpx.URL, resolver: Resolver, *, allow_private: bool) -> tuple[str, ...]:
    """Look up the IP addresses that a request may be sent to.

    One that is not public spoils them all: a name that has both kinds is up to no good.

    Raises:
        DocumentError: the name is not known, or leads to an address that is not public.
    """
    name = url.raw_host.decode("ascii")
    try:
        found = tuple(resolver(name, port_of(url)))
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise BusyError(str(url), f"cannot be found: nothing can look {name} up now") from error
        raise DocumentError(str(url), f"cannot be found: there is no host {name}") from error
    except UnicodeError as error:
        raise DocumentError(str(url), f"cannot be found: {name} is no host's name") from error
    if not found:
        raise DocumentError(str(url), f"cannot be found: there is no host {name}")
    for each in () if allow_private else found:
        if not is_public(ip_address(each)):
            raise DocumentError(
                str(url),
                f"is at {each}, which is on this machine or in a private network; such addresses "
                "are read only where that is allowed",
            )
    return found


def port_of(url: httpx.URL) -> int:
    """Return the port that an address means."""
    return url.port or (443 if url.scheme == "https" else 80)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an IP address is one of the public internet."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address not in _GLOBAL_UNICAST:
            return False
    return (
        address.is_global
        and not (address.is_multicast or address.is_reserved)
        and not any(address in network for network in _SPECIAL)
    )
