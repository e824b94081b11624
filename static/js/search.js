// Titles to choose from while somebody types in a search box. Without this script the
// box is a plain form; without an answer it stays one.
"use strict";

for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-titles`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const typed = input.value.trim();
    if (typed.length < 2) return list.replaceChildren();
    waiting = setTimeout(() => fill(input, list, typed), 200);
  });
}

async function fill(input, list, typed) {
  const query = new URLSearchParams({ q: typed });
  const answer = await fetch(`${input.dataset.suggest}?${query}`).catch(() => null);
  if (!answer?.ok || input.value.trim() !== typed) return;
  const { titles } = await answer.json();
  list.replaceChildren(...titles.map((title) => new Option(title, title)));
}
