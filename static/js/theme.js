// Light or dark as the reader chose it at the foot of a page, kept on this device only.
// It runs before anything is painted, so that nothing flashes. Without it, and until
// somebody chooses, the device decides.
"use strict";

const KEY = "theme"; // the staff's pages, Django's, keep theirs by the same name
const root = document.documentElement;

function chosen() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "auto";
  } catch {
    return "auto"; // the browser keeps nothing for us
  }
}

function keep(theme) {
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // then it holds for this page
  }
}

function show(theme) {
  if (theme === "auto") delete root.dataset.bsTheme;
  else root.dataset.bsTheme = theme;
  const scheme = document.querySelector("meta[name=color-scheme]");
  scheme.content = theme === "auto" ? "light dark" : theme;
  for (const meta of document.querySelectorAll("meta[data-theme]")) {
    const own = `(prefers-color-scheme: ${meta.dataset.theme})`;
    meta.media = theme === "auto" ? own : meta.dataset.theme === theme ? "all" : "not all";
  }
  const radio = document.querySelector(`input[name=theme][value=${theme}]`);
  if (radio) radio.checked = true;
}

root.dataset.themeChoice = ""; // shows the control
show(chosen());
addEventListener("DOMContentLoaded", () => show(chosen()));
// Chosen in another tab, or before this page came back from the browser's memory.
addEventListener("storage", () => show(chosen()));
addEventListener("pageshow", (event) => event.persisted && show(chosen()));
addEventListener("change", (event) => {
  if (event.target.name !== "theme") return;
  keep(event.target.value);
  show(event.target.value);
});
