// Pages of citizens: a form whose sending fails stays as it is, a busy county has the browser do the sum, paper prints.
// All of it is convenience: without scripts the forms are sent and answered as any other.
"use strict";
(() => {
  function say(form, failed) {
    const note = form.querySelector("[data-offline]");
    if (!note) return;
    note.hidden = !failed;
    if (failed) note.scrollIntoView({ block: "center" });
  }
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => say(event.target, true));
  }
  document.addEventListener("htmx:beforeSwap", (event) => {
    event.detail.isError = false; // a form that comes back with what stands against it is an answer
  });
  document.addEventListener("htmx:beforeRequest", (event) => say(event.target, false));

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  async function worked(form, zeros) {
    const start = "0".repeat(zeros), coder = new TextEncoder();
    for (let work = 0; ; work += 1) {
      const digest = await crypto.subtle.digest("SHA-256", coder.encode(`${form}:${work}`));
      const head = [...new Uint8Array(digest, 0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (head.startsWith(start)) return work;
    }
  }
  async function spare(form) {
    const sum = form.querySelector("[data-sum]");
    if (!sum || !window.isSecureContext) return; // no digests there: the sum stands
    const work = await worked(form.dataset.form, Number(form.dataset.zeros));
    if (form.elements.sum.value) return;
    form.elements.work.value = work;
    sum.hidden = true;
  }
  function prepare() {
    for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
    for (const form of document.querySelectorAll("form[data-zeros]")) spare(form);
  }
  prepare();
  document.addEventListener("htmx:afterSettle", prepare);
})();
