// Photos of a form go up one after another, in pieces; a lost line costs nothing that came through. Without this script
// they go with the form.
"use strict";
(() => {
  const AGAIN_MS = 3000;
  const HASHED_BYTES = 32 * 1024 * 1024; // a larger file is not read whole for its hash
  const FOR_GOOD = [413, 415, 422]; // what is refused so is refused again
  const PATIENCE = 40; // tries in a row that a server that is there may fail
  const jobs = []; // files on their way: {form, name, file, row, failed, cut}
  const fresh = new Map(); // key -> {form, name, html}: what came through since the page was opened
  let busy = false;
  let wanted = ""; // the form that is sent when its files are up

  const boxOf = ({ form, name }) => document.getElementById(form)?.querySelector(`.ld-files[data-name="${CSS.escape(name)}"]`);
  const of = (form) => jobs.filter((job) => job.form === form);
  const said = (job, text) => (job.row.querySelector(".ld-files__said").textContent = text);
  const words = (job) => job.row.querySelector(".ld-files__said").dataset;
  const back = () =>
    new Promise((done) => {
      setTimeout(done, AGAIN_MS);
      window.addEventListener("online", done, { once: true });
    });

  // One request until it is answered. A break is waited out; what the server has, it says itself (409 with its offset).
  async function ask(job, url, method, body) {
    for (let tries = 0; ; ) {
      if (job.cut) throw {};
      let response;
      try {
        const token = boxOf(job)?.closest("form").elements.namedItem("csrfmiddlewaretoken")?.value ?? job.token;
        job.token = token;
        response = await fetch(url, { method, body, headers: token ? { "X-CSRFToken": token } : {} });
      } catch {
        said(job, words(job).offline);
        await back();
        continue;
      }
      const isPlain = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      const answer = isPlain ? await response.json() : await response.text();
      if (response.ok || (response.status === 409 && "offset" in answer)) return answer;
      const lasting = response.status === 507 || (response.status !== 409 && response.status < 500);
      const why = isPlain ? `${answer.why} ${answer.then}` : words(job).broken;
      if (lasting || ++tries > PATIENCE) throw { why, again: !FOR_GOOD.includes(response.status) };
      await back();
    }
  }
  const asForm = (values) => new URLSearchParams(values);

  async function hashOf(file) {
    if (!window.crypto?.subtle || file.size > HASHED_BYTES) return "";
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function send(job) {
    const { file, row } = job;
    job.begun ??= await ask(job, job.upload, "POST", asForm({ name: file.name, size: file.size }));
    const { url, piece } = job.begun;
    let offset = job.begun.offset;
    while (offset < file.size) {
      ({ offset } = await ask(job, `${url}?offset=${offset}`, "PATCH", file.slice(offset, offset + piece)));
      job.begun.offset = offset;
      row.querySelector("progress").value = offset / file.size;
      said(job, `${Math.floor((100 * offset) / file.size)} %`);
    }
    return ask(job, `${url}complete/`, "POST", asForm({ field: job.name, sha256: await hashOf(file) }));
  }

  function show(key, { form, name, html }) {
    const list = boxOf({ form, name })?.querySelector(".ld-files__list");
    if (!list || list.querySelector(`input[value="${key}"]`)) return;
    list.insertAdjacentHTML("beforeend", html);
    list.querySelector(`input[value="${key}"]`).dispatchEvent(new Event("change", { bubbles: true })); // keeps the draft
  }
  function drop(job) {
    jobs.splice(jobs.indexOf(job), 1);
    job.row.remove();
  }

  async function work() {
    if (busy) return;
    busy = true;
    for (let job; (job = jobs.find((each) => !each.failed)); ) {
      try {
        const html = await send(job);
        drop(job);
        fresh.set(job.begun.key, { form: job.form, name: job.name, html });
        show(job.begun.key, fresh.get(job.begun.key));
      } catch ({ why, again = true }) {
        if (job.cut) continue;
        job.failed = true;
        delete job.begun;
        job.row.classList.add("is-failed");
        said(job, why ?? words(job).broken);
        job.row.querySelector("[data-again]").hidden = !again;
      }
    }
    busy = false;
    settle();
  }

  // A form that was sent too early goes out now; one with a file that failed stays, and says so.
  function settle() {
    const form = document.getElementById(wanted);
    if (!form) return;
    const left = of(wanted);
    if (left.length) tell(form, left.every((job) => job.failed) ? "failed" : "waits");
    else {
      wanted = "";
      tell(form, "");
      form.requestSubmit();
    }
  }
  function tell(form, which) {
    for (const state of form.querySelectorAll(".ld-files__state")) state.textContent = state.dataset[which] ?? "";
  }

  function take(input, box) {
    for (const file of input.files) {
      const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
      row.querySelector(".ld-files__name").textContent = file.name;
      row.querySelector("progress").setAttribute("aria-label", file.name);
      box.querySelector(".ld-files__list").append(row);
      const job = { form: box.closest("form").id, name: box.dataset.name, upload: box.dataset.upload, file, row };
      said(job, words(job).waits);
      jobs.push(job);
    }
    input.value = "";
    work();
  }
  document.addEventListener("change", ({ target }) => {
    const box = target.closest?.(".ld-files");
    if (!box) return;
    if (target.type === "checkbox" && !target.checked) fresh.delete(target.value);
    if (target.type === "file") take(target, box);
  });
  // What was chosen on a slow line before this script came: nobody tells of it again.
  for (const input of document.querySelectorAll('.ld-files input[type="file"]')) take(input, input.closest(".ld-files"));

  document.addEventListener("click", (event) => {
    const job = jobs.find((each) => each.row.contains(event.target));
    if (!job) return;
    if (event.target.closest("[data-drop]")) {
      job.cut = true;
      drop(job);
      settle();
    } else if (event.target.closest("[data-again]")) {
      job.failed = false;
      job.row.classList.remove("is-failed");
      event.target.hidden = true;
      said(job, words(job).waits);
      work();
    }
  });

  // A form that is drawn anew gets back what is on its way, and what came through meanwhile.
  document.addEventListener("htmx:afterSettle", () => {
    for (const job of jobs) if (!job.row.isConnected) boxOf(job)?.querySelector(".ld-files__list").append(job.row);
    for (const [key, file] of fresh) show(key, file);
  });

  // Before drafts.js and the others hear of it: a form waits for its files.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const left = of(form.id);
      if (!left.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      wanted = form.id;
      tell(form, left.every((job) => job.failed) ? "failed" : "waits");
    },
    true,
  );
})();
