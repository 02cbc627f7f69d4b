// Two keys for every page: "/" goes to the search field, Escape closes an explanation.
"use strict";

const TYPED_IN = "input, select, textarea, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const term = document.activeElement.closest(".term") ?? document.querySelector(".term:hover");
    term?.classList.add("closed");
  }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.getElementById("q");
  if (!search || event.target.closest?.(TYPED_IN)) return;
  event.preventDefault();
  search.focus();
  search.select();
});

for (const leaving of ["focusout", "mouseout"]) {
  document.addEventListener(leaving, (event) => {
    event.target.closest?.(".term")?.classList.remove("closed");
  });
}
