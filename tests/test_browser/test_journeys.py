"""What a person does on the site, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Open = Callable[..., Page]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_from_a_search_over_a_filter_to_an_answer_its_source_and_its_article(
    open_page: Open, width: int, scripts: bool
) -> None:
    page = open_page("/", width=width, java_script_enabled=scripts)
    page.locator("#q").fill("falls")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#results")).to_contain_text("passages")
    found = page.locator("#results").inner_text()
    page.locator("#f-outcome-fall-risk").click()
    expect(page.locator(".chosen")).to_contain_text("fall risk")
    expect(page.locator("#results")).not_to_have_text(found)
    page.locator("#q").fill("Does tai chi reduce fall risk?")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("#verdict")).to_contain_text("tai chi")
    page.locator(".works a[href^='/sources/']").first.click()
    expect(
        page.get_by_role("heading", name="What the articles claim on its strength")
    ).to_be_visible()
    page.locator(".from a[href*='/articles/']").first.click()
    expect(page).to_have_url(re.compile(r"/articles/\w+#p-"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_same_way_by_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("falls")
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_visible()

    def tab_to(selector: str) -> None:
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert ring != "none", "what has the focus has to show it"
                return
        pytest.fail(f"{selector} cannot be reached")

    tab_to("#f-outcome-fall-risk")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_contain_text("fall risk")
    expect(page.locator("#f-outcome-fall-risk")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("Does tai chi reduce fall risk?")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_contain_text("tai chi")
    tab_to(".works a[href^='/sources/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sources/"))
    tab_to(".from a[href*='/articles/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/articles/"))


def test_the_first_tab_leads_past_the_menu(open_page: Open) -> None:
    page = open_page("/concepts")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_search_is_narrowed_without_loading_the_page_anew_and_back_brings_it_back(
    open_page: Open,
) -> None:
    page = open_page("/search?q=balance")
    found = page.locator("#results").inner_text()
    page.evaluate("window.stayed = true")
    page.locator("aside a").first.click()
    expect(page.locator(".chosen")).to_be_visible()
    assert page.evaluate("window.stayed")
    expect(page.locator("#told")).to_have_text(page.locator("#results").inner_text())
    page.locator(".chosen a").first.click()
    expect(page.locator("#results")).to_have_text(found)
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(page.locator(".chosen")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=balance$"))
    expect(page.locator("#results")).to_have_text(found)


def test_what_is_typed_is_completed(open_page: Open) -> None:
    page = open_page("/search")
    page.locator("#q").press_sequentially("resistance tr")
    expect(page.locator("#suggestions option[value='resistance training']")).to_be_attached()


def test_a_slip_is_offered_as_it_was_meant(open_page: Open) -> None:
    page = open_page("/search?q=osteoporsis")
    page.locator(".meant a").click()
    expect(page).to_have_url(re.compile("q=osteoporosis"))
    expect(page.locator("#results")).not_to_contain_text("0 passages")


def test_a_term_explains_itself_and_escape_closes_it(open_page: Open) -> None:
    page = open_page("/concepts/vitamin-d")
    term = page.locator(".term").first
    expect(term.get_by_role("tooltip")).to_be_hidden()
    term.locator("a").focus()
    expect(term.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(term.get_by_role("tooltip")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/help#"))


def test_a_marker_leads_to_its_reference(open_page: Open) -> None:
    page = open_page("/articles")
    page.get_by_role("link", name="Vitamin D: a second look").click()
    page.locator("a.marker").first.click()
    expect(page).to_have_url(re.compile("#r-"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_an_answer_is_copied_with_its_citations(open_page: Open) -> None:
    page = open_page(
        "/answer?q=Does+vitamin+D+reduce+falls%3F",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.get_by_role("button", name=re.compile("Copy")).first.click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('doi.org')")


def test_a_click_on_a_topic_adds_its_links_to_the_drawing(open_page: Open) -> None:
    page = open_page("/graph?concept=tai-chi")
    drawing = page.locator("#network[data-ready]")
    expect(drawing).to_be_visible()
    before = int(drawing.get_attribute("data-edges") or 0)
    page.evaluate(
        "() => { const { network } = document.getElementById('network');"
        " network.nodes().filter((node) => node.data('name') === 'fall-risk').emit('tap'); }"
    )
    expect(page.locator("#picked")).to_contain_text("added")
    assert int(drawing.get_attribute("data-edges") or 0) > before
    expect(page).to_have_url(re.compile("concept=tai-chi&concept=fall-risk"))
    page.evaluate("void document.getElementById('network').network.edges()[0].emit('tap')")
    page.locator("#picked").get_by_role("link", name="Read them").click()
    expect(page.locator("#results")).to_contain_text("passage")


def test_what_is_drawn_is_listed(open_page: Open) -> None:
    page = open_page("/graph?concept=fall-risk")
    expect(page.locator("#network[data-ready]")).to_be_visible()
    drawn = page.locator("#network").get_attribute("data-edges")
    assert str(page.locator(".edges > li").count()) == drawn


def test_a_cell_of_the_map_leads_to_its_claims(open_page: Open) -> None:
    page = open_page("/map")
    page.locator("td a[href*='row=tai-chi'][href*='column=fall-risk']").first.click()
    expect(page).to_have_url(re.compile("/map/claims"))
    expect(page.locator("main")).to_contain_text("Tai chi")


def test_an_entry_of_the_audit_leads_to_its_sentence(open_page: Open) -> None:
    page = open_page("/articles")
    page.get_by_role("link", name="Five minutes of yoga at your desk").click()
    page.locator(".audit summary", has_text="Claims without a source").click()
    page.locator(".audit a[href^='#p-']").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
