"""From an address to the pages that are to be read."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DocumentError
from ingest.fetching import (
    Fetched,
    Fetcher,
    FetchSettings,
    Found,
    NotModified,
    Scope,
    Validators,
    discover,
    read_pages,
)
from ingest.fetching.listings import read_listing
from ingest.fetching.sites import same_site

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME = "https://clinic.example"
LISTING = f"{HOME}/listing"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


class Site(Fetcher):
    """Documents by their addresses; one that is an address stands for a redirect to it."""

    def __init__(self, documents: Mapping[str, str | bytes]) -> None:
        super().__init__(FetchSettings(max_bytes=1_000_000))
        self._documents = documents
        self.asked: list[str] = []

    def fetch(self, url: str, validators: Validators | None = None) -> Fetched | NotModified:
        self.asked.append(url)
        if validators is not None:
            return NotModified(url=url, address=url, validators=validators, fetched_at=NOW)
        if url not in self._documents:
            raise DocumentError(url, "answered 404 Not Found")
        data: str | bytes = self._documents[url]
        address = url
        if isinstance(data, str) and data.startswith("https:"):
            address = data
            data = self._documents[address]
        return page(address, data, url)


def page(address: str, data: str | bytes, url: str | None = None) -> Fetched:
    return Fetched(
        url=url or address,
        address=address,
        data=data.encode() if isinstance(data, str) else data,
        content_type=None,
        charset=None,
        validators=None,
        fetched_at=NOW,
    )


def told(reason: str) -> str:
    """Return the error that names the listing."""
    return f"{LISTING}: {reason}"


def found_at(
    documents: Mapping[str, str | bytes] | str, max_pages: int = 100, any_site: bool = False
) -> list[str]:
    """Return the addresses of pages, and the errors as their texts."""
    scope = Scope(max_pages, any_site)
    site = Site({LISTING: documents} if isinstance(documents, str) else documents)
    return [
        each.address if isinstance(each, Found) else str(each)
        for each in discover(site, LISTING, scope=scope)
    ]


def sitemap(*places: str) -> str:
    entries = "".join(f"<url><loc>{place}</loc></url>" for place in places)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>"


def index(*places: str) -> str:
    entries = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
    return f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</sitemapindex>"


def rss(*links: str, site: str = "") -> str:
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return f"<rss version='2.0'><channel><link>{site}</link>{items}</channel></rss>"


# A page


@pytest.mark.parametrize(
    "data",
    [
        "<!doctype html><html><p>Squats help.",
        "<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
        "# Squats\n\nThey help.",
        "",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\x1f\x8b no gzip",
        gzip.compress(b"WARC/1.1"),
        "<article article-type='research'/>",
        "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
        "<urlset",
    ],
)
def test_what_lists_no_pages_is_itself_the_page(data: str | bytes) -> None:
    (found,) = discover(Site({LISTING: data}), LISTING)
    assert isinstance(found, Found)
    assert found.address == LISTING
    assert isinstance(found.answer, Fetched)


def test_a_page_that_has_not_changed_is_handed_on_as_that() -> None:
    known = Validators(LISTING, '"v1"')
    (found,) = discover(Site({}), LISTING, known)
    assert isinstance(found, Found)
    assert isinstance(found.answer, NotModified)


def test_a_page_that_cannot_be_had_is_an_error() -> None:
    assert found_at({}) == [f"{LISTING}: answered 404 Not Found"]


def test_a_page_is_fetched_once_and_each_page_of_a_listing_too() -> None:
    site = Site({LISTING: rss("/a", "/a", "/b"), f"{HOME}/a": "A", f"{HOME}/b": "B"})
    pages = list(read_pages(site, LISTING))
    assert [each.url for each in pages if isinstance(each, Fetched)] == [f"{HOME}/a", f"{HOME}/b"]
    assert site.asked == [LISTING, f"{HOME}/a", f"{HOME}/b"]

    alone = Site({LISTING: "A page"})
    assert len(list(read_pages(alone, LISTING))) == 1
    assert alone.asked == [LISTING]


def test_a_page_of_a_listing_that_cannot_be_had_is_an_error_and_the_rest_goes_on() -> None:
    site = Site({LISTING: rss("/a", "/b"), f"{HOME}/b": "B"})
    first, second = read_pages(site, LISTING)
    assert str(first) == f"{HOME}/a: answered 404 Not Found"
    assert isinstance(second, Fetched)


# Sitemaps


def test_a_sitemap_s_pages_are_found_in_their_order_each_once() -> None:
    listing = sitemap(f"{HOME}/b", f"\n {HOME}/a#part ", f"{HOME}/b", f"{HOME}/c?p=1&amp;q=2")
    assert found_at(listing) == [f"{HOME}/b", f"{HOME}/a", f"{HOME}/c?p=1&q=2"]


def test_pictures_in_a_sitemap_are_no_pages() -> None:
    listing = sitemap(f"{HOME}/a").replace(
        "</url>",
        "<i:image xmlns:i='urn:i'><i:loc>https://clinic.example/p.png</i:loc></i:image></url>",
    )
    assert found_at(listing) == [f"{HOME}/a"]


def test_a_packed_sitemap_is_unpacked() -> None:
    packed = gzip.compress(sitemap(f"{HOME}/a").encode())
    assert found_at({LISTING: packed}) == [f"{HOME}/a"]


def test_a_packed_sitemap_that_unpacks_to_too_much_is_refused() -> None:
    packed = gzip.compress(b"<urlset>" + b" " * 2_000_000 + b"</urlset>")
    assert found_at({LISTING: packed}) == [f"{LISTING}: is larger than 1 MB, the most that is read"]


def test_the_sitemaps_of_an_index_are_read_in_turn() -> None:
    assert found_at(
        {
            LISTING: index("https://clinic.example/one.xml", "https://clinic.example/two.xml"),
            f"{HOME}/one.xml": sitemap(f"{HOME}/a", f"{HOME}/b"),
            f"{HOME}/two.xml": gzip.compress(sitemap(f"{HOME}/b", f"{HOME}/c").encode()),
        }
    ) == [f"{HOME}/a", f"{HOME}/b", f"{HOME}/c"]


def test_a_sitemap_of_an_index_that_cannot_be_had_or_is_none_is_told() -> None:
    gone, none, broken, good = (f"{HOME}/{name}" for name in ("gone", "none", "broken", "good"))
    first, second, third, last = found_at(
        {
            LISTING: index(gone, none, broken, good),
            none: "<!doctype html>",
            broken: "<urlset><url></url>",
            good: sitemap(f"{HOME}/a"),
        }
    )
    assert first == f"{gone}: answered 404 Not Found"
    assert second == f"{none}: is no sitemap, though it is listed as one"
    assert third.startswith(f"{broken}: is not well-formed XML")
    assert last == f"{HOME}/a"


def test_an_index_that_lists_itself_or_what_lists_it_comes_to_an_end() -> None:
    assert found_at(
        {
            LISTING: f"{HOME}/moved.xml",
            f"{HOME}/moved.xml": index(LISTING, f"{HOME}/moved.xml", f"{HOME}/other.xml"),
            f"{HOME}/other.xml": index(LISTING, f"{HOME}/other.xml", f"{HOME}/one.xml"),
            f"{HOME}/one.xml": sitemap(f"{HOME}/a"),
        }
    ) == [f"{HOME}/a"]


def test_an_index_within_indexes_is_followed_to_a_depth() -> None:
    assert found_at(
        {
            LISTING: index(f"{HOME}/2.xml"),
            f"{HOME}/2.xml": index(f"{HOME}/3.xml"),
            f"{HOME}/3.xml": index(f"{HOME}/4.xml").replace("</s", "</s", 1),
            f"{HOME}/4.xml": sitemap(f"{HOME}/a"),
        }
    ) == [f"{HOME}/4.xml: is more than 3 sitemaps deep, and was left out"]


def test_an_index_of_too_many_sitemaps_is_left_off() -> None:
    places = [f"{HOME}/{number}.xml" for number in range(600)]
    site = Site({LISTING: index(*places), **{place: sitemap(f"{HOME}/a") for place in places}})
    *_, last = discover(site, LISTING)
    assert str(last) == f"{LISTING}: lists more than 500 sitemaps; the rest was left out"
    assert len(site.asked) == 500


def test_a_sitemap_of_too_many_pages_is_left_off() -> None:
    places = [f"{HOME}/{number}" for number in range(4)]
    assert found_at(sitemap(*places), max_pages=3) == [
        *places[:3],
        f"{LISTING}: lists more than 3 pages; the rest was left out",
    ]


def test_a_sitemap_of_more_pages_than_one_may_have_says_how_many_were_left_out() -> None:
    listing = read_listing(page(LISTING, sitemap(*["/a"] * 50_001)), 10_000_000)
    assert listing is not None
    assert (len(listing.pages), listing.left_out) == (50_000, 1)


@pytest.mark.parametrize(
    "document",
    [
        BOMB + sitemap("&b;"),
        BOMB + index("&b;"),
        BOMB + rss("&b;"),
        (BOMB + sitemap("&b;")).encode("utf-16"),
        (BOMB + rss("&b;")).encode("utf-16"),
        gzip.compress((BOMB + sitemap("&b;")).encode()),
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + rss("&a;"),
    ],
)
def test_a_listing_with_entities_of_its_own_is_refused(document: str | bytes) -> None:
    assert found_at({LISTING: document}) == [
        f"{LISTING}: declares entities of its own, which is refused"
    ]


@pytest.mark.parametrize("document", [sitemap(), index(), rss()])
def test_a_listing_of_nothing_is_told(document: str) -> None:
    assert found_at(document) == [f"{LISTING}: lists no page"]


# Feeds


def test_the_links_of_a_feed_are_made_absolute() -> None:
    assert found_at(rss("/a", "b", "../c", f"{HOME}/d#part")) == [
        f"{HOME}/a",
        f"{HOME}/b",
        f"{HOME}/c",
        f"{HOME}/d",
    ]


def test_an_atom_feed_s_entries_have_their_bases_and_their_kinds_of_link() -> None:
    feed = """<?xml version="1.0"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://www.clinic.example/blog/">
        <link rel="self" href="/listing"/><link href="/"/>
        <entry xml:base="2026/"><link rel="edit" href="e"/>
        <link rel="alternate" href="one"/></entry>
        <entry><link href="two"/><link href="two.pdf"/></entry>
        </feed>"""
    assert found_at(feed) == [
        "https://www.clinic.example/blog/2026/one",
        "https://www.clinic.example/blog/two",
    ]


def test_an_rss_1_feed_s_items_stand_beside_its_channel() -> None:
    feed = (
        "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        " xmlns='http://purl.org/rss/1.0/'><channel r:about='x'><link>https://clinic.example/</link>"
        "</channel><item r:about='y'><link>https://clinic.example/a</link></item></r:RDF>"
    )
    assert found_at(feed) == [f"{HOME}/a"]


def test_an_item_without_a_link_is_found_by_what_names_it_where_that_is_an_address() -> None:
    feed = (
        "<rss><channel><item><guid>https://clinic.example/a</guid></item>"
        "<item><guid isPermaLink='false'>17</guid></item><item><title>None</title></item>"
        "</channel></rss>"
    )
    assert found_at(feed) == [
        f"{LISTING}: lists 2 pages without an address, or too many",
        f"{HOME}/a",
    ]


def test_the_address_that_a_feed_s_carrier_replaced_goes_first() -> None:
    feed = rss("https://carrier.example/x").replace(
        "</item>", "<f:origLink xmlns:f='urn:f'>https://clinic.example/a</f:origLink></item>"
    )
    assert found_at(feed) == [f"{HOME}/a"]


@pytest.mark.parametrize(
    "feed",
    [
        rss("/a?p=1&q=2"),
        rss("/a?p=1&amp;q=2").replace("<channel>", "<channel><title>Hips & knees&nbsp;</title>"),
        rss("<![CDATA[/a?p=1&q=2]]>").replace("<channel>", "<channel><title>R&D</title>"),
        "\n\n<?xml version='1.0'?>" + rss("/a?p=1&amp;q=2"),
        "\ufeff" + rss("/a?p=1&amp;q=2"),
        rss("/a?p=1&amp;q=2")
        .replace("<item>", "<title>Caf\xe9\x0b</title><item>")
        .encode("cp1252"),
    ],
)
def test_a_feed_with_the_common_faults_is_read_whole(feed: str | bytes) -> None:
    assert found_at({LISTING: feed}) == [f"{HOME}/a?p=1&q=2"]


def test_a_feed_that_breaks_off_is_read_so_far_and_told() -> None:
    feed = rss("/a", "/b").removesuffix("</link></item></channel></rss>")
    first, *pages = found_at(feed)
    assert first.startswith(told("is not well-formed XML: Premature end of data in tag link"))
    assert first.endswith(", so pages may be missing from it")
    assert pages == [f"{HOME}/a", f"{HOME}/b"]


def test_an_address_in_a_listing_that_is_none_is_told_and_the_rest_goes_on() -> None:
    bad = ("javascript:alert(1)", f"{HOME}:port/", "http://[/", "ftp://clinic.example/")
    reasons = (
        "is no web address: only http and https are read",
        "is no address that can be read",
        "names no host as there are any",
        "is no web address: only http and https are read",
    )
    assert found_at(rss(*bad, "/a")) == [
        *(told(f"lists {each!r}, which {why}") for each, why in zip(bad, reasons, strict=True)),
        f"{HOME}/a",
    ]


def test_addresses_that_are_none_are_bounded_like_pages() -> None:
    bad = [f"ftp://clinic.example/{number}" for number in range(9)]
    assert len(found_at(rss(*bad), max_pages=3)) == 4


# Sites


def test_pages_of_other_sites_are_left_out_and_counted() -> None:
    listing = rss("https://a.example/1", "/a", "https://a.example/2", "https://b.example/")
    assert found_at(listing) == [
        f"{HOME}/a",
        f"{LISTING}: lists 3 of other sites (a.example, b.example), which were left out",
    ]
    assert found_at(listing, any_site=True) == [
        "https://a.example/1",
        f"{HOME}/a",
        "https://a.example/2",
        "https://b.example/",
    ]


def test_a_feed_names_the_site_that_it_is_of() -> None:
    feed = rss("https://other.example/a", site="https://www.other.example/")
    assert found_at(feed) == ["https://other.example/a"]


def test_a_listing_s_site_is_where_it_was_asked_for_and_where_it_was_found() -> None:
    assert found_at(
        {
            LISTING: "https://carrier.example/feed",
            "https://carrier.example/feed": rss(f"{HOME}/a", "https://carrier.example/b"),
        }
    ) == [f"{HOME}/a", "https://carrier.example/b"]


def test_a_sitemap_of_another_site_is_not_fetched() -> None:
    site = Site({LISTING: index("https://other.example/sitemap.xml")})
    (error,) = discover(site, LISTING)
    assert "lists 1 of other sites (other.example)" in str(error)
    assert site.asked == [LISTING]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("clinic.example", "clinic.example", True),
        ("www.clinic.example", "clinic.example", True),
        ("blog.clinic.example", "www.clinic.example", True),
        ("clinic.example", "other.example", False),
        ("myclinic.example", "clinic.example", False),
        ("clinic.example", "example", False),
        ("10.0.0.1", "110.0.0.1", False),
        ("localhost", "localhost", True),
    ],
)
def test_hosts_are_of_one_site_where_one_is_named_below_the_other(
    one: str, other: str, same: bool
) -> None:
    assert same_site(one, other) is same
    assert same_site(other, one) is same


@given(st.binary(max_size=300), st.sampled_from(["", "<rss>", "<feed>", "<urlset>", "\x1f\x8b"]))
def test_any_bytes_are_a_listing_or_a_page_or_refused(data: bytes, head: str) -> None:
    for each in discover(Site({LISTING: head.encode("latin-1") + data}), LISTING):
        assert isinstance(each, (Found, DocumentError))
