"""Which addresses may be asked."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DocumentError
from ingest.fetching.addresses import checked_hosts, is_public, parse_address

NAT64 = IPv6Network("64:ff9b::/96")
PUBLIC = "93.184.216.34"


@given(st.ip_addresses().filter(lambda address: address not in NAT64))
def test_no_address_that_is_not_global_is_public(address: IPv4Address | IPv6Address) -> None:
    kinds = ("multicast", "private", "loopback", "link_local", "reserved", "unspecified")
    if is_public(address):
        assert address.is_global
        assert [kind for kind in kinds if getattr(address, f"is_{kind}")] == []


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_within_one_of_ipv6_hides_nothing(inner: IPv4Address) -> None:
    number = int(inner)
    mapped, six_to_four = (0xFFFF << 32) | number, (0x2002 << 112) | (number << 80) | 1
    assert not is_public(IPv6Address(mapped))
    assert not is_public(IPv6Address(six_to_four))
    assert is_public(IPv6Address((0x64FF9B << 96) | number)) is is_public(inner)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%2",
        "fec0::1",
        "ff02::1",
    ],
)
def test_addresses_of_private_and_special_networks_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://clinic.example/", "only http and https"),
        ("gopher://clinic.example/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("clinic.example/page", "only http and https"),
        ("", "only http and https"),
        ("http:///page", "names no host"),
        ("http://name:word@clinic.example/", "a name or a password"),
        ("http://name@clinic.example/", "a name or a password"),
        ("http://clinic.example:25/", "asks port 25"),
        ("http://clinic.example:0/", "asks port 0"),
        ("http://clinic.example:99999/", "asks port 99999"),
        ("http://clinic.example:x/", "no address that can be read"),
        ("http://[::1/", "no address that can be read"),
        ("http://[/", "names no host as there are any"),
        ("http://exam ple/", "names no host as there are any"),
        ("http://[fe80::1%25lo]/", "names no host as there are any"),
        ("http://clinic.example/\n", "no address that can be read"),
        ("http://clinic.example/" + "a" * 4_000, "longer than 4,000"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        parse_address(text)


@given(st.text(max_size=60))
def test_any_text_is_an_address_of_the_web_or_refused(text: str) -> None:
    for each in (text, f"http://{text}", f"https://clinic.example/{text}"):
        try:
            url = parse_address(each)
        except DocumentError:
            continue
        assert url.scheme in ("http", "https")
        assert url.host
        assert not url.userinfo
        assert not url.fragment


def test_a_fragment_is_dropped_and_a_relative_address_is_made_whole() -> None:
    assert str(parse_address("https://clinic.example/a#part")) == "https://clinic.example/a"
    base = httpx.URL("https://clinic.example/blog/one")
    assert str(parse_address("../two?p=1", base)) == "https://clinic.example/two?p=1"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    def numbers_only(name: str, port: int) -> list[str]:
        if ":" not in name:
            return [socket.inet_ntoa(socket.inet_aton(name))]
        found = socket.getaddrinfo(name, port, flags=socket.AI_NUMERICHOST)
        return [str(each[4][0]) for each in found]

    url = parse_address(f"http://{host}/")
    with pytest.raises(DocumentError, match="on this machine or in a private network"):
        checked_hosts(url, numbers_only, allow_private=False)


def test_one_private_address_among_public_ones_spoils_them_all() -> None:
    url = parse_address("http://clinic.example/")
    with pytest.raises(DocumentError, match=r"is at 10\.0\.0\.1, which is on this machine"):
        checked_hosts(url, lambda _name, _port: [PUBLIC, "10.0.0.1"], allow_private=False)


def test_private_addresses_are_asked_where_that_is_allowed() -> None:
    url = parse_address("http://clinic.example/")
    found = checked_hosts(url, lambda _name, _port: ["10.0.0.1"], allow_private=True)
    assert found == ("10.0.0.1",)


def test_a_name_is_looked_up_as_it_is_written_in_the_network() -> None:
    asked: list[tuple[str, int]] = []

    def resolver(name: str, port: int) -> list[str]:
        asked.append((name, port))
        return [PUBLIC]

    checked_hosts(parse_address("https://Praxis-Müller.example/"), resolver, allow_private=False)
    checked_hosts(parse_address("http://clinic.example:8080/"), resolver, allow_private=False)
    assert asked == [("xn--praxis-mller-klb.example", 443), ("clinic.example", 8080)]


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "there is no host clinic.example"),
        (socket.gaierror(socket.EAI_AGAIN, "later"), "nothing can look clinic.example up now"),
        (UnicodeError("label too long"), "clinic.example is no host's name"),
        (None, "there is no host clinic.example"),
    ],
)
def test_a_name_that_is_not_known_is_named(failure: Exception | None, reason: str) -> None:
    def resolver(_name: str, _port: int) -> list[str]:
        if failure is not None:
            raise failure
        return []

    url = parse_address("http://clinic.example/")
    with pytest.raises(DocumentError, match=reason):
        checked_hosts(url, resolver, allow_private=False)
