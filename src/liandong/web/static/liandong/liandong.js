// Small conveniences over pages that work without them. No inline code anywhere: the policy forbids it.
"use strict";

// A menu closes when one clicks or tabs elsewhere, or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.ld-menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.ld-menu[open]")) {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  }
});

// Copy a receipt's whole hash.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  navigator.clipboard.writeText(button.dataset.copy).then(() => {
    button.classList.add("is-copied");
    button.querySelector("[data-copied]").textContent = button.dataset.said;
  });
});

// The words of an open choice ("others") show only while it is chosen.
function explain(root) {
  for (const field of root.querySelectorAll("[data-explains]")) {
    const [name, members] = field.dataset.explains.split("=");
    const form = field.closest("form");
    const chosen = form ? [...form.querySelectorAll(`input[name="${CSS.escape(name)}"]:checked`)] : [];
    field.hidden = !chosen.some((input) => members.split(",").includes(input.value));
  }
}
document.addEventListener("change", (event) => {
  if (event.target.form) explain(event.target.form);
});

// What is chosen in a long list stands above it in one line.
document.addEventListener("change", (event) => {
  const list = event.target.closest(".ld-units");
  const line = list && list.parentElement.querySelector("[data-chosen]");
  if (!line) return;
  const names = [...list.querySelectorAll("input:checked")].map((input) => input.parentElement.textContent.trim());
  line.textContent = names.length ? line.dataset.chosen + names.join(line.dataset.between) : "";
});

// A long list of units gets a field that narrows it.
function filterable(root) {
  for (const list of root.querySelectorAll("[data-filterable]")) {
    if (list.previousElementSibling && list.previousElementSibling.matches(".ld-filter")) continue;
    const input = document.createElement("input");
    input.type = "search";
    input.className = "ld-input ld-input--short ld-filter";
    input.placeholder = list.dataset.filterable;
    input.setAttribute("aria-label", list.dataset.filterable);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    input.addEventListener("input", () => narrow(list, input.value.trim().toLowerCase()));
    list.before(input);
  }
}
function narrow(list, wanted) {
  for (const kind of list.querySelectorAll(".ld-units__kind")) {
    let shown = 0;
    for (const label of kind.querySelectorAll("label")) {
      label.hidden = !label.textContent.toLowerCase().includes(wanted);
      shown += label.hidden ? 0 : 1;
    }
    kind.hidden = shown === 0;
  }
}

// A form goes out once: a double click makes one act (the server knows it by its key as well).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

function prepare(root) {
  for (const tab of root.querySelectorAll(".ld-tab[aria-current]")) tab.parentElement.scrollLeft = tab.offsetLeft - 24;
  explain(root);
  filterable(root);
}
prepare(document);
document.addEventListener("htmx:afterSwap", () => prepare(document));

// An outcome's form that was just opened comes into view; on a phone it moves before the facts.
document.addEventListener("htmx:afterSettle", (event) => {
  const place = event.detail.target;
  if (!place.classList || !place.classList.contains("ld-act-form")) return;
  document.querySelector(".ld-matter").classList.remove("ld-matter--closed");
  for (const button of place.parentElement.querySelectorAll("a.ld-button[hx-get]")) {
    const chosen = button.getAttribute("hx-get") === event.detail.pathInfo.requestPath;
    button.classList.remove("ld-button--main");
    if (chosen) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  const task = place.closest("article, .ld-standing__one");
  if (task && window.innerWidth < 900) task.scrollIntoView();
  const first = place.querySelector("input:not([type=hidden]), textarea, select");
  if (first) first.focus({ preventScroll: true });
});
