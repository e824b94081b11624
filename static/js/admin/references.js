// Records chosen by title: in a list, or one inside an object of a list.
import { ask, combobox } from "./combobox.js";
import { rowsOf } from "./rows.js";

// What records are called, of those that were on the page already.
const known = new Map();
const keyOf = (kind, value) => `${kind} ${value}`;

for (const root of document.querySelectorAll("[data-references]")) {
  chosenInAList(root);
}
for (const part of document.querySelectorAll("[data-rows] [data-reference]")) {
  chosenAlone(part);
}
document.addEventListener("row-added", (event) => {
  for (const part of event.target.querySelectorAll("[data-reference]")) {
    chosenAlone(part);
  }
});

function chosenInAList(root) {
  const rows = rowsOf(root);
  const name = root.dataset.list;
  const kind = () => root.dataset.kind;
  const box = root.querySelector("[data-combobox]");
  const input = root.querySelector("[data-find]");

  for (const row of rows.all) {
    known.set(keyOf(kind(), row.querySelector("input").value), {
      value: row.querySelector("input").value,
      title: row.querySelector("[data-title]").textContent,
      detail: row.querySelector("[data-detail]").textContent,
      found: !row.classList.contains("not-found"),
    });
  }

  const show = (choice) =>
    rows.add((row) => {
      row.querySelector("input").value = choice.value;
      row.querySelector("[data-title]").textContent = choice.title;
      row.querySelector("[data-detail]").textContent = choice.detail;
      row.classList.toggle("not-found", !choice.found);
    });

  const choose = (choice) => {
    known.set(keyOf(kind(), choice.value), choice);
    input.value = "";
    const twice = rows.all.find(
      (row) => row.querySelector("input").value === choice.value,
    );
    if (twice) {
      rows.status.textContent = root.dataset.twice;
      return;
    }
    rows.forgetRemoved();
    const row = show(choice);
    rows.changed();
    rows.say("added", row);
  };

  combobox(input, box, { kind, choose });

  root.addEventListener("restore", async (event) => {
    const values = event.detail
      .filter(([key, value]) => key === name && value)
      .map(([, value]) => value);
    const choices = await named(box, kind(), values);
    rows.clear();
    for (const choice of choices) {
      show(choice);
    }
    rows.changed();
  });
}

function chosenAlone(part) {
  const kept = part.querySelector("[name]");
  const box = part.querySelector("[data-combobox]");
  const told = part.querySelector("[data-chosen]");
  const kind = () => part.dataset.kind;
  const input = kept.cloneNode();
  let title = kept.dataset.title;
  input.removeAttribute("name");
  input.value = title;
  kept.type = "hidden";
  kept.removeAttribute("id");

  const show = (choice) => {
    known.set(keyOf(kind(), choice.value), choice);
    kept.value = choice.value;
    title = input.value = choice.title;
    told.textContent = choice.detail;
    told.classList.toggle("not-found", choice.found === false);
  };
  const choose = (choice) => {
    show(choice);
    kept.dispatchEvent(new Event("change", { bubbles: true }));
  };

  if (kept.value && title) {
    const { textContent } = told.lastChild;
    const found = !told.classList.contains("not-found");
    show({ value: kept.value, title, detail: textContent, found });
  }
  combobox(input, box, { kind, choose });
  input.addEventListener("blur", () => {
    if (input.value.trim() || !kept.value) {
      input.value = title; // what was typed and not chosen is no choice
    } else {
      choose({ value: "", title: "", detail: "" });
    }
  });
  if (kept.value && !title) {
    named(box, kind(), [kept.value]).then(([choice]) => show(choice));
  }
}

// What records are called; one that cannot be asked for goes by its own name.
async function named(box, kind, values) {
  const unknown = values.filter((value) => !known.has(keyOf(kind, value)));
  if (unknown.length) {
    const query = unknown.map((value) => ["value", value]);
    for (const choice of (await ask(box, [["kind", kind], ...query])) ?? []) {
      known.set(keyOf(kind, choice.value), choice);
    }
  }
  return values.map(
    (value) =>
      known.get(keyOf(kind, value)) ?? { value, title: value, detail: "", found: true },
  );
}
