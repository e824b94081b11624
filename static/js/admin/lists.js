// Lists of texts and of small objects.
import { rowsOf } from "./rows.js";

for (const root of document.querySelectorAll(
  "[data-list]:not([data-references])",
)) {
  const rows = rowsOf(root);
  const name = root.dataset.list;

  const addRow = (after = null) => {
    rows.forgetRemoved();
    const row = rows.add(undefined, after);
    rows.say("added", row);
    row.querySelector("input:not([type=hidden]), textarea").focus();
  };

  root.querySelector("[data-add]").addEventListener("click", () => addRow());

  // In a list of texts Enter begins the next; in an object it does not save the page.
  root.addEventListener("keydown", (event) => {
    const { target, key, isComposing } = event;
    if (key !== "Enter" || isComposing || target.matches("[role=combobox]")) {
      return;
    }
    if (target.name === name) {
      event.preventDefault();
      addRow(target.closest("[data-row]"));
    } else if (target.matches("input, textarea")) {
      event.preventDefault();
    }
  });

  // Put back what unsaved.js kept of this list.
  root.addEventListener("restore", (event) => {
    const entries = event.detail;
    rows.clear();
    const values = entries.filter(([key, value]) => key === name && value);
    for (const [, value] of values) {
      rows.add((row) => {
        if ("objects" in root.dataset) {
          fillObject(row, entries, `${name}-${value}-`);
        } else {
          row.querySelector("textarea").value = value;
        }
      });
    }
  });
}

function fillObject(row, entries, prefix) {
  const kept = new Map(entries.filter(([key]) => key.startsWith(prefix)));
  for (const input of row.querySelectorAll("[name]")) {
    for (const [key, value] of kept) {
      if (input.name.endsWith(`-${key.slice(prefix.length)}`)) {
        input.value = value;
      }
    }
  }
}
