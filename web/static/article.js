// Shows what a citation marker cites, where one stops on it; without it the marker is a plain link.
"use strict";

const MOST = 3; // works named of one marker
let shown = null;

function works(marker) {
  const ids = [marker.hash.slice(3), ...(marker.dataset.also ?? "").split(" ")].filter(Boolean);
  const names = ids.slice(0, MOST).map((id) => {
    const entry = document.getElementById("r-" + id);
    return entry?.querySelector("a")?.textContent ?? "";
  });
  const more = ids.length > MOST ? [`and ${ids.length - MOST} more`] : [];
  return [...names.filter(Boolean), ...more].join("; ");
}

function hide() {
  shown?.removeAttribute("aria-describedby");
  document.getElementById("cited")?.remove();
  shown = null;
}

function show(marker) {
  if (marker === shown) return;
  hide();
  const words = works(marker);
  if (!words) return;
  const tip = document.createElement("span");
  tip.id = "cited";
  tip.className = "cited-work";
  tip.role = "tooltip";
  tip.textContent = words;
  marker.after(tip);
  const over = tip.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
  if (over > 0) tip.style.translate = `${-over}px`;
  marker.setAttribute("aria-describedby", "cited");
  shown = marker;
}

for (const coming of ["mouseover", "focusin"]) {
  document.addEventListener(coming, (event) => {
    const marker = event.target.closest?.("a.marker");
    if (marker) show(marker);
    else if (shown && !event.target.closest?.("#cited") && document.activeElement !== shown) hide();
  });
}
document.addEventListener("focusout", hide);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
