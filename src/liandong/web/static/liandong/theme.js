// Before anything is drawn: where the reader left it to the device, the device's own theme. Paper is always light.
"use strict";
(() => {
  const root = document.documentElement;
  const put = (theme) => root.setAttribute("data-bs-theme", theme);
  let shown = root.getAttribute("data-bs-theme");
  window.addEventListener("beforeprint", () => { shown = root.getAttribute("data-bs-theme"); put("light"); });
  window.addEventListener("afterprint", () => put(shown));
  if (root.dataset.theme !== "auto") return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => put(dark.matches ? "dark" : "light");
  follow();
  dark.addEventListener("change", follow);
})();
