// Lists: `/` begins a search; a tick above a list ticks all of its page. Pages work without either.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = [...document.querySelectorAll("[data-seek]")].find((each) => each.checkVisibility());
  event.preventDefault();
  if (field) field.focus();
  else document.querySelector(".ld-seek-go")?.click();
});

// Above the ticks of a list stands one that ticks them all; the button says how many there are.
function picks() {
  return [...document.querySelectorAll('input[type="checkbox"][form="pick"][name="task"]')];
}
function pickable() {
  const head = document.querySelector(".ld-pick-head");
  if (!head || head.querySelector("input")) return;
  const label = document.createElement("label");
  label.className = "ld-pick";
  const all = document.createElement("input");
  all.type = "checkbox";
  all.dataset.pickAll = "";
  all.setAttribute("aria-label", head.textContent.trim());
  label.append(all);
  head.append(label);
}
function counted() {
  const said = document.querySelector("[data-picked]");
  if (!said) return;
  const ticked = picks().filter((each) => each.checked).length;
  const all = document.querySelector("[data-pick-all]");
  if (all) {
    all.checked = ticked > 0 && ticked === picks().length;
    all.indeterminate = ticked > 0 && !all.checked;
  }
  said.textContent = ticked ? ` ${ticked}` : "";
  said.closest("button").disabled = ticked === 0;
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-all]")) {
    for (const each of picks()) each.checked = event.target.checked;
  }
  if (event.target.matches('[data-pick-all], [form="pick"]')) counted();
});
function ready() {
  pickable();
  counted();
}
ready();
document.addEventListener("htmx:afterSwap", ready);
window.addEventListener("pageshow", counted);
