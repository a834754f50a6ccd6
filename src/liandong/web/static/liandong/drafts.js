// What was typed and not sent survives a lost connection, an expired sign-in and a closed browser, and is sent once.
// It stays on this device, for this account alone, for a week at most, and goes with the sign-out.
"use strict";
(() => {
  const WEEK_MS = 7 * 24 * 3600 * 1000;
  const SAVE_AFTER_MS = 300;
  const SECRET = /[绝絕机機秘祕][^\S\r\n]*密(?:[^\S\r\n]*[★⭐✭✮✯🌟]|[☆*∗✩✱✲⋆])/u; // as core.classified refuses it: kept nowhere
  const account = document.body.dataset.account;
  const words = document.getElementById("draft-words");
  if (!account || !words) return;
  const PREFIX = `draft:${account}:`;
  const drawn = new Set(); // places whose draft stands in the form already

  function kept(place) {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null;
    }
  }
  function keep(place, draft) {
    try {
      localStorage.setItem(place, JSON.stringify(draft));
    } catch {
      // A full or forbidden store keeps no drafts; the page works as it does without them.
    }
  }
  function drop(place) {
    localStorage.removeItem(place);
  }
  function places() {
    return Object.keys(localStorage).filter((place) => place.startsWith(PREFIX));
  }
  function placeOf(form) {
    const from = form.elements.namedItem("from");
    return PREFIX + form.getAttribute("action").split("?")[0] + (from ? `#${from.value}` : "");
  }
  function typed(form) {
    return [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  }
  function save(form, sent) {
    const place = placeOf(form);
    const fields = typed(form);
    drawn.add(place);
    if (fields.some(([, value]) => SECRET.test(value.normalize("NFKC")))) drop(place);
    else keep(place, { at: Date.now(), sent, fields });
  }
  const forms = (root) => root.querySelectorAll("form.ld-form[data-refresh]");

  // What was sent and came through is no draft any more; what is a week old is none either.
  const came = document.querySelector(".ld-flash--success");
  for (const place of places()) {
    const draft = kept(place);
    if (!draft || Date.now() - draft.at > WEEK_MS || (draft.sent && came)) drop(place);
  }

  function bar(form, text, clear) {
    const said = document.createElement("div");
    said.className = "ld-draft";
    said.setAttribute("role", "status");
    said.append(text);
    if (clear) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ld-button ld-button--quiet";
      button.textContent = words.dataset.clear;
      button.addEventListener("click", () => {
        drop(placeOf(form));
        location.replace(location.pathname + location.search); // a reload would keep in Firefox what is typed
      });
      said.append(" ", button);
    }
    form.querySelector(".ld-draft")?.remove();
    form.prepend(said);
  }

  // What stands in the form otherwise than the server drew it: {name: its values}.
  const isChanged = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) return field.value !== ([...field.options].find((each) => each.defaultSelected) ?? field.options[0])?.value;
    return "defaultValue" in field && field.type !== "file" && field.value !== field.defaultValue;
  };
  const changed = (form) => [...form.elements].filter(isChanged);
  function typedOver(form) {
    const now = new FormData(form);
    return Object.fromEntries(changed(form).map(({ name }) => [name, now.getAll(name)]));
  }

  // The server draws the form from the draft, as it does while one types: rows, explanations and notes are all there.
  // What was typed before the draft came stands over it.
  const coming = new WeakMap(); // form -> how its draft is asked for again
  function restore(form) {
    const place = placeOf(form);
    const draft = kept(place);
    if (!draft || drawn.has(place)) return;
    drawn.add(place);
    if (form.querySelector(".ld-refused, .ld-field--wrong")) return; // what was typed stands there already
    const values = { csrfmiddlewaretoken: form.elements.namedItem("csrfmiddlewaretoken").value };
    for (const [name, value] of draft.fields) {
      if (name === "key" && !draft.sent) continue; // never sent: two windows must not share a key
      values[name] = name in values ? [].concat(values[name], value) : value;
    }
    if (!values.key) values.key = form.elements.namedItem("key").value;
    coming.set(form, () => ask(form, draft, values));
    coming.get(form)();
  }
  async function ask(form, draft, values) {
    const over = typedOver(form);
    const { id } = form;
    try {
      await htmx.ajax("POST", form.dataset.refresh, { values: { ...values, ...over }, target: `#${id}`, swap: "outerHTML" });
    } catch {
      return; // the line is down: the form works as it does without a draft
    }
    const again = document.getElementById(id);
    if (!again || again === form) return; // gone, or asked for once more
    const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Shanghai" });
    bar(again, `${draft.sent ? words.dataset.unsure : words.dataset.restored}${when}`, true);
    if (Object.keys(over).length) save(again, draft.sent);
  }

  // Choices made before the scripts came, or while a draft was waited for, shape the form as all others do.
  function shape(form) {
    for (const field of changed(form)) field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  for (const failure of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(failure, ({ detail }) => coming.delete(detail.target) && shape(detail.target));
  }

  // A form that was changed while its new shape was on the way is not overwritten: it is asked for anew as it is now.
  const asked = new WeakMap();
  const said = (form) => new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])).toString();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, target, xhr } = event.detail;
    if (coming.has(target) && target.contains(elt)) event.preventDefault(); // its draft takes this along
    else if (target.matches?.("form.ld-form")) asked.set(xhr, said(target));
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const { target, xhr } = detail;
    if (!asked.has(xhr) || asked.get(xhr) === said(target)) return;
    const { elt, triggeringEvent } = detail.requestConfig;
    const anew = coming.get(target) ?? (target.contains(elt) && (() => htmx.trigger(elt, triggeringEvent?.type ?? "change")));
    if (!anew) return;
    detail.shouldSwap = false;
    setTimeout(anew);
  });

  let later = 0;
  function soon(event) {
    const form = event.target.closest?.("form.ld-form[data-refresh]");
    if (!form) return;
    if (coming.has(form)) return; // its draft takes this along
    drawn.add(placeOf(form)); // from now on the form is ahead of its draft
    clearTimeout(later);
    later = setTimeout(() => {
      const now = document.getElementById(form.id); // the form may have been drawn anew since
      if (now) save(now, false);
    }, SAVE_AFTER_MS);
  }
  document.addEventListener("input", soon);
  document.addEventListener("change", soon);

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.matches('form[action="/sign-out/"]')) places().forEach(drop);
      if (!form.matches("form.ld-form[data-refresh]")) return;
      clearTimeout(later);
      if (navigator.onLine) {
        save(form, true);
        return;
      }
      save(form, false);
      bar(form, words.dataset.offline, false);
      form.querySelector(".ld-draft").scrollIntoView({ block: "center" });
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  window.addEventListener("online", () => {
    for (const said of document.querySelectorAll(".ld-draft")) said.textContent = words.dataset.online;
  });

  function restoreAll() {
    for (const form of forms(document)) restore(form);
  }
  restoreAll();
  document.addEventListener("htmx:afterSettle", restoreAll);

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of forms(document)) if (!coming.has(form)) shape(form);
  });
})();
