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
