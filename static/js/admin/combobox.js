// An input that finds records by title: the ARIA Authoring Practices' editable
// combobox with a list. Used by references.js and markdown.js.

const WAIT = 200; // milliseconds without typing before the server is asked
let made = 0;

// Ask the server for records; null when it cannot be asked.
export async function ask(box, query, signal) {
  const address = new URL(box.dataset.url, location.href);
  address.search = new URLSearchParams([
    ["language", box.dataset.language],
    ...query,
  ]);
  try {
    const response = await fetch(address, { signal, redirect: "error" });
    return response.ok ? (await response.json()).results : null;
  } catch (error) {
    return error.name === "AbortError" ? undefined : null;
  }
}

// `kind` says which records are looked for, `choose` takes the one that was chosen.
export function combobox(input, box, { kind, choose }) {
  made += 1;
  const list = document.createElement("ul");
  const status = document.createElement("span");
  list.id = `records-${made}`;
  list.className = "combobox-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  status.className = "combobox-status";
  status.setAttribute("role", "status");
  box.replaceChildren(list, status);
  box.prepend(input);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    input.setAttribute(name, value);
  }
  const label = input.labels[0]?.textContent.trim() ?? "";
  list.setAttribute("aria-label", label);

  let found = [];
  let active = -1;
  let timer = 0;
  let asking = null;

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    active = -1;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (index) => {
    active = index;
    [...list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", place === index);
    });
    const option = list.children[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const show = (results) => {
    found = results ?? [];
    list.replaceChildren(...found.map((choice, index) => option(choice, index)));
    list.hidden = !found.length;
    list.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
    status.textContent = !results
      ? box.dataset.failed
      : found.length
        ? box.dataset.found.replace("#", found.length)
        : box.dataset.none;
    status.classList.toggle("combobox-empty", !found.length);
  };

  const option = (choice, index) => {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const title = document.createElement("span");
    const detail = document.createElement("span");
    title.textContent = choice.title;
    detail.textContent = choice.detail;
    detail.className = "combobox-detail";
    item.append(title, " ", detail);
    return item;
  };

  const search = async (then = -1) => {
    clearTimeout(timer);
    asking?.abort();
    asking = new AbortController();
    const query = [["kind", kind()], ["q", input.value.trim()]];
    const results = await ask(box, query, asking.signal);
    if (results !== undefined) {
      show(results);
      mark(then < found.length ? then : -1);
    }
  };

  const take = (index) => {
    const choice = found[index];
    close();
    choose(choice);
  };

  const keys = {
    ArrowDown: () =>
      list.hidden ? search(0) : mark((active + 1) % found.length),
    ArrowUp: () =>
      list.hidden
        ? search(0)
        : mark((active <= 0 ? found.length : active) - 1),
    Enter: () => active >= 0 && take(active),
    Escape: () => {
      if (list.hidden) {
        return false;
      }
      close();
      return true;
    },
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.key in keys)) {
      return;
    }
    if (keys[event.key]() !== false) {
      event.stopPropagation(); // an Escape that closed the list closes nothing else
    }
    event.preventDefault();
  });
  input.addEventListener("input", (event) => {
    event.stopPropagation(); // what is looked for is no change of the page
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  input.addEventListener("click", () => list.hidden && search());
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) {
      take([...list.children].indexOf(item));
    }
  });
}
