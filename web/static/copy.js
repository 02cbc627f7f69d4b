// Copy buttons: the words of an element, or a text that the server writes. Without this script the
// words can be selected and the text downloaded.
"use strict";

const told = document.getElementById("copied");

// Browsers give the clipboard to pages of https and of this machine only; others copy what is selected.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("readonly", "");
  field.className = "hidden";
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (!copied) throw new Error("not copied");
}

async function textOf(button) {
  if (button.dataset.copy) {
    return document.getElementById(button.dataset.copy).textContent.trim().replace(/\s+/g, " ");
  }
  const response = await fetch(button.dataset.address);
  if (!response.ok) throw new Error(response.statusText);
  return response.text();
}

for (const button of document.querySelectorAll("button.copy")) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await copy(await textOf(button));
      button.textContent = "Copied";
      if (told) told.textContent = `Copied: ${button.dataset.says || "the reference"}`;
    } catch {
      button.textContent = "Not copied";
      if (told) told.textContent = "It could not be copied. Select the words, or download them.";
    }
    button.focus();
    setTimeout(() => { button.textContent = label; }, 3000);
  });
}
