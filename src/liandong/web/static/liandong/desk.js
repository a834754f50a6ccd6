// Keys of the desk, for those who review all day. A key moves or opens, and never acts; inside a field it is a letter.
"use strict";
(() => {
  const TYPED = "input, textarea, select, [contenteditable]";
  const queue = () => [...document.querySelectorAll(".ld-queue__one")];
  const current = (lines) => lines.findIndex((line) => line === document.activeElement);
  const chosen = (lines) => lines.findIndex((line) => line.getAttribute("aria-current"));

  function move(step) {
    const lines = queue();
    const at = current(lines) >= 0 ? current(lines) : chosen(lines);
    const line = lines[Math.min(Math.max(at + step, 0), lines.length - 1)];
    if (line) line.focus();
  }
  function open() {
    const lines = queue();
    (lines[current(lines)] || lines[chosen(lines)])?.click();
  }
  function take(key) {
    const way = document.querySelector(`#desk [data-key="${key}"]`);
    if (!way) return;
    if (!way.matches("summary")) {
      way.click(); // its form opens, and the focus goes into it
      return;
    }
    way.parentElement.open = true;
    way.parentElement.querySelector("form button").focus();
  }
  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    o: open,
    a: () => take("a"),
    r: () => take("r"),
    "?": () => {
      const list = document.getElementById("keys");
      list.open = !list.open;
      if (list.open) list.querySelector("summary").focus();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
    if (event.target.closest(TYPED) && !event.target.matches("input[type=checkbox]")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
