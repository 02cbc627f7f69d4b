// Says aloud what a narrowed search found, and falls back on the link itself where htmx fails.
"use strict";

document.addEventListener("htmx:afterSettle", () => {
  const heading = document.getElementById("results");
  const told = document.getElementById("told");
  if (heading && told) told.textContent = heading.textContent;
});

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:swapError"]) {
  document.addEventListener(failure, (event) => {
    window.location.assign(event.detail.pathInfo.requestPath);
  });
}
