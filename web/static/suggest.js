// Fills a list of suggestions while one types; without it every page works the same.
"use strict";

const source = document.currentScript.dataset.address;
const field = document.getElementById("q");
const WAIT = 150; // milliseconds without a key before the server is asked

if (field) {
  const list = document.createElement("datalist");
  list.id = "suggestions";
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting;
  let asking = new AbortController();

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    asking.abort();
    const typed = field.value.trim();
    if (typed.length < 2) {
      list.replaceChildren();
      return;
    }
    waiting = setTimeout(async () => {
      asking = new AbortController();
      try {
        const address = source + "?" + new URLSearchParams({ q: typed });
        const response = await fetch(address, { signal: asking.signal });
        if (!response.ok) return;
        const found = (await response.json()).suggestions;
        list.replaceChildren(
          ...found.map((each) => {
            const option = document.createElement("option");
            option.value = each.text;
            option.label = each.kind;
            return option;
          }),
        );
      } catch (error) {
        if (error.name !== "AbortError") list.replaceChildren();
      }
    }, WAIT);
  });
}
