// Texts in Markdown: a toolbar, and how patients will see what is being written.
import { combobox } from "./combobox.js";

const WAIT = 400; // milliseconds without typing before the preview is made anew

for (const root of document.querySelectorAll("[data-markdown]")) {
  const text = root.querySelector("textarea");
  const token = text.form.querySelector("[name=csrfmiddlewaretoken]");
  enhance(root, text);
  preview(root, text, token);
}

function enhance(root, text) {
  const bar = root.querySelector("[data-toolbar]");
  const buttons = [...bar.querySelectorAll("button")];
  const find = finder(root, text, buttons);
  const actions = {
    wrap: (button) => wrap(text, button.dataset.mark),
    lines: (button) => markLines(text, button.dataset.mark),
    find: (button) => find(button),
  };
  root.classList.add("enhanced");

  const stop = (index) => {
    buttons.forEach((button, place) => {
      button.tabIndex = place === index ? 0 : -1;
    });
  };
  stop(0);

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      stop(buttons.indexOf(button));
      actions[button.dataset.do](button);
    }
  });

  const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(event.target);
    if (here < 0 || !(event.key in steps)) {
      return;
    }
    event.preventDefault();
    const last = buttons.length - 1;
    const turned = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const byArrow = Math.abs(steps[event.key]) === 1;
    const there = here + steps[event.key] * (byArrow ? turned : 1);
    const index = byArrow
      ? (there + buttons.length) % buttons.length
      : Math.min(Math.max(there, 0), last);
    stop(index);
    buttons[index].focus();
  });

  text.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) {
      return;
    }
    const shortcut = `Control+${event.key.toUpperCase()}`;
    const button = bar.querySelector(`[aria-keyshortcuts="${shortcut}"]`);
    if (button) {
      event.preventDefault();
      actions[button.dataset.do](button);
    }
  });
}

// Write over part of the text so that Ctrl+Z takes it back.
function replace(text, from, to, words) {
  text.focus();
  text.setSelectionRange(from, to);
  const done = words
    ? document.execCommand("insertText", false, words)
    : document.execCommand("delete");
  if (!done) {
    text.setRangeText(words, from, to, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function wrap(text, mark) {
  const { selectionStart: from, selectionEnd: to, value } = text;
  const words = value.slice(from, to);
  const size = mark.length;
  // One star beside the words may be half of the two that make them bold.
  const stars = (part) => part.match(/\**/)[0].length;
  const before = stars([...value.slice(0, from)].reverse().join(""));
  const after = stars(value.slice(to));
  const level = Math.min(before, after);
  const marked = size === 2 ? level >= 2 : level === 1 || level >= 3;
  if (marked) {
    replace(text, from - size, to + size, words);
    text.setSelectionRange(from - size, to - size);
  } else {
    replace(text, from, to, mark + words + mark);
    text.setSelectionRange(from + size, to + size);
  }
}

const MARKS = /^(#{1,6} |- |\d+\. )/;

// Begin each chosen line with the mark, or take it away where all have it.
function markLines(text, mark) {
  const { value } = text;
  const from = value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const end = value.indexOf("\n", text.selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split("\n");
  const numbered = /^\d/.test(mark);
  const has = (line) =>
    numbered ? /^\d+\. /.test(line) : line.startsWith(mark);
  const off = lines.every(has);
  const made = lines.map((line, index) => {
    const bare = line.replace(MARKS, "");
    return off ? bare : (numbered ? `${index + 1}. ` : mark) + bare;
  });
  const words = made.join("\n");
  replace(text, from, to, words);
  const many = lines.length > 1;
  text.setSelectionRange(many ? from : from + words.length, from + words.length);
}

// The row below the toolbar in which a page or a source is found by title.
function finder(root, text, buttons) {
  const row = root.querySelector("[data-finder]");
  const input = row.querySelector("[data-find]");
  let opener = null;

  const close = () => {
    row.hidden = true;
    input.value = "";
    opener?.setAttribute("aria-expanded", "false");
  };
  const choose = (choice) => {
    const kind = opener.dataset.kind;
    const { selectionStart: from, selectionEnd: to, value } = text;
    const words = value.slice(from, to).trim() || choice.title;
    const target = kind ? `${kind}:${choice.value}` : choice.value;
    close();
    const link = `[${words.replaceAll(/[[\]\n]/g, " ")}](${target})`;
    replace(text, from, to, link);
  };
  combobox(input, row.querySelector("[data-combobox]"), {
    kind: () => opener?.dataset.kind ?? "",
    choose,
  });
  row.querySelector("[data-close]").addEventListener("click", () => {
    close();
    text.focus();
  });
  row.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      text.focus();
    }
  });

  return (button) => {
    close();
    opener = button;
    opener.setAttribute("aria-expanded", "true");
    row.querySelector("[data-find-label]").textContent = button.dataset.label;
    row.hidden = false;
    input.focus();
  };
}

function preview(root, text, token) {
  const { url, kind, field, language, failed, mend } = root.dataset;
  const shown = root.querySelector("[data-preview]");
  const problems = root.querySelector("[data-problems]");
  let timer = 0;
  let asking = null;
  makeInert(shown);

  const tell = (heading, found = []) => {
    const said = document.createElement("p");
    const list = document.createElement("ul");
    said.textContent = heading;
    list.append(
      ...found.map((problem) => {
        const item = document.createElement("li");
        item.textContent = problem;
        return item;
      }),
    );
    problems.replaceChildren(...(heading ? [said] : []), ...(found.length ? [list] : []));
  };

  const make = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new FormData();
    const values = { text: text.value, kind, field, language };
    for (const [name, value] of Object.entries(values)) {
      body.append(name, value);
    }
    body.append("csrfmiddlewaretoken", token.value);
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        redirect: "error",
        signal: asking.signal,
      });
      if (!response.ok) {
        throw new Error(response.status);
      }
      const made = await response.json();
      const refused = made.problems.length > 0;
      tell(refused ? mend : "", made.problems);
      shown.classList.toggle("stale", refused);
      if (!refused) {
        shown.innerHTML = made.html; // made and cleaned by the site's own renderer
        makeInert(shown);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        tell(failed);
        shown.classList.add("stale");
      }
    }
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(make, WAIT);
  });
}

// A preview's links look as they will, but must not lead away from the form; what
// they explain or cite is elsewhere on the page.
function makeInert(shown) {
  for (const link of shown.querySelectorAll("a")) {
    link.removeAttribute("id");
    link.removeAttribute("aria-describedby");
    if (link.getAttribute("href").startsWith("#")) {
      link.removeAttribute("href");
    } else {
      link.target = "_blank";
    }
  }
}
