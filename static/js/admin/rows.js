// A list's rows: add, move, remove and undo, by mouse and keyboard alike.
// Used by lists.js and references.js; loads nothing and does nothing by itself.

const lists = new WeakMap();
let made = 0;

export function rowsOf(root) {
  if (!lists.has(root)) {
    lists.set(root, new Rows(root));
  }
  return lists.get(root);
}

class Rows {
  constructor(root) {
    this.root = root;
    this.box = root.querySelector("[data-rows]");
    this.status = root.querySelector("[data-status]");
    this.undoButton = root.querySelector("[data-undo]");
    this.box.addEventListener("click", (event) => this.clicked(event));
    this.undoButton.addEventListener("click", () => this.undo());
    root.classList.add("enhanced");
    this.number();
  }

  get all() {
    return [...this.box.children];
  }

  // Make a row from the list's template; `fill` sets what it holds.
  add(fill = () => {}, after = null) {
    const template = this.root.querySelector("template[data-new-row]");
    made += 1;
    const copy = document.createElement("template");
    copy.innerHTML = template.innerHTML.replaceAll("__key__", `n${made}`);
    const row = copy.content.querySelector("[data-row]");
    fill(row);
    if (after) {
      after.after(row);
    } else {
      this.box.append(row);
    }
    this.number();
    row.dispatchEvent(new CustomEvent("row-added", { bubbles: true }));
    return row;
  }

  clear() {
    this.box.replaceChildren();
    this.forgetRemoved();
  }

  clicked(event) {
    const button = event.target.closest("button");
    const row = button?.closest("[data-row]");
    if (!row) {
      return;
    }
    if (button.dataset.move) {
      this.move(row, Number(button.dataset.move));
    } else if ("remove" in button.dataset) {
      this.remove(row);
    }
  }

  // The neighbour is moved, not the row: so the button keeps the focus.
  move(row, by) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) {
      return;
    }
    if (by < 0) {
      row.after(other);
    } else {
      row.before(other);
    }
    this.changed();
    this.say("moved", row);
  }

  remove(row) {
    const next = row.nextElementSibling;
    const neighbour = next ?? row.previousElementSibling;
    this.removed = { row, next };
    row.remove();
    this.changed();
    this.say("removed");
    this.undoButton.hidden = false;
    const target =
      neighbour?.querySelector("[data-remove]") ??
      this.root.querySelector("[data-add], [role=combobox]");
    target?.focus();
  }

  undo() {
    const { row, next } = this.removed;
    if (next?.isConnected) {
      next.before(row);
    } else {
      this.box.append(row);
    }
    this.forgetRemoved();
    this.changed();
    this.say("back", row);
    row.querySelector("[data-remove]").focus();
  }

  forgetRemoved() {
    this.removed = null;
    this.undoButton.hidden = true;
  }

  changed() {
    this.number();
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Write "#" in every name of a row as the place where the row stands.
  number() {
    const rows = this.all;
    rows.forEach((row, index) => {
      for (const part of row.querySelectorAll("[data-numbered]")) {
        const words = part.dataset.numbered.replace("#", index + 1);
        if (part.localName === "legend") {
          part.textContent = words;
        } else {
          part.setAttribute("aria-label", words);
        }
      }
      const [up, down] = row.querySelectorAll("[data-move]");
      up.setAttribute("aria-disabled", index === 0);
      down.setAttribute("aria-disabled", index === rows.length - 1);
    });
  }

  say(what, row = null) {
    const place = row ? this.all.indexOf(row) + 1 : 0;
    this.status.textContent = this.root.dataset[what]
      .replace("#", place)
      .replace("@", this.all.length);
  }
}
