// What a program can tell of how a page is reached, as it is shown now; each fault a line.
(() => {
  const CONTROLS =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const visible = (element) =>
    element.checkVisibility({
      visibilityProperty: true,
      opacityProperty: true,
      contentVisibilityAuto: true,
    });
  const named = (element) =>
    `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}"> ` +
    (element.innerText ?? element.textContent ?? "").trim().slice(0, 40);
  const controls = () =>
    [...document.querySelectorAll(CONTROLS)].filter(
      (control) => visible(control) && !control.disabled && control.tabIndex >= 0,
    );

  function headings() {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .filter(visible)
      .map((heading) => Number(heading.tagName[1]));
    const skipped = levels.some((level, n) => n && level > levels[n - 1] + 1);
    const first = levels.filter((level) => level === 1).length;
    return first === 1 && !skipped ? [] : [`headings ${levels}`];
  }

  function languages(wanted) {
    const faults = [];
    if (document.documentElement.lang !== wanted) {
      faults.push(`language ${document.documentElement.lang}, not ${wanted}`);
    }
    for (const link of document.querySelectorAll("a[hreflang]")) {
      if (link.lang !== link.hreflang) {
        faults.push(`language of ${named(link)}`);
      }
    }
    return faults;
  }

  const isTicked = (control) => ["radio", "checkbox"].includes(control.type);

  // What is seen of a control: a box to tick is seen by its label where it is hidden.
  const shown = (control) => {
    const box = control.getBoundingClientRect();
    return box.width < 8 && control.labels?.[0] ? control.labels[0] : control;
  };

  const hasRing = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };

  const isCovered = (element) => {
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const inside = [
      [0.5, 0.5],
      [0.1, 0.5],
      [0.9, 0.5],
    ];
    return inside.every(([x, y]) => {
      const at = document.elementFromPoint(
        box.left + box.width * x,
        box.top + box.height * y,
      );
      return !at || !(element.contains(at) || at.contains(element));
    });
  };

  function focus() {
    const faults = [];
    for (const control of controls()) {
      control.focus({ focusVisible: true });
      const seen = shown(control);
      seen.scrollIntoView({ block: "nearest" });
      if (control !== document.activeElement) {
        faults.push(`takes no focus: ${named(control)}`);
      } else if (![control, seen, ...(control.labels ?? [])].some(hasRing)) {
        faults.push(`focus is not seen: ${named(seen)}`);
      } else if (isCovered(seen)) {
        faults.push(`focus is covered: ${named(seen)}`);
      }
      if (control.tabIndex > 0) {
        faults.push(`order of its own: ${named(control)}`);
      }
    }
    document.activeElement.blur();
    scrollTo(0, 0);
    return faults;
  }

  // In one column, what comes later by keyboard stands further down or beside.
  function order() {
    const faults = [];
    const list = controls()
      .filter((control) => control.closest("main") && !control.closest("svg"))
      .map(shown);
    for (const [n, control] of list.entries()) {
      const before = list[n - 1]?.getBoundingClientRect();
      if (before && control.getBoundingClientRect().bottom <= before.top) {
        faults.push(`stands above what comes before it: ${named(control)}`);
      }
    }
    return faults;
  }

  // Links inside a sentence are exempt (WCAG 2.5.8).
  function targets(size) {
    return controls()
      .filter((control) => control.closest("main") && !control.closest("svg"))
      .filter((control) => getComputedStyle(control).display !== "inline")
      .map((control) => (isTicked(control) && control.labels[0]) || control)
      .filter((control) => control.getBoundingClientRect().height < size - 0.5)
      .map((control) => `lower than ${size}px: ${named(control)}`);
  }

  // One box for each line of each piece of text that is seen.
  function lines() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!node.data.trim() || !visible(parent) || isAside(parent)) {
        continue;
      }
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 1 && box.height > 1) {
          found.push({ node, parent, box });
        }
      }
    }
    return found;
  }

  // For ears only, or waiting outside of the window.
  const isAside = (element) =>
    element.closest(".visually-hidden, .skip-link, title, desc, option, textarea");

  function clipped() {
    const faults = new Set();
    const width = document.documentElement.clientWidth;
    for (const { parent, box } of lines()) {
      let scrolls = false;
      for (let around = parent; around !== document.body; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const frame = around.getBoundingClientRect();
        scrolls ||= ["auto", "scroll"].includes(overflowX);
        const cut =
          (["hidden", "clip"].includes(overflowX) &&
            (box.left < frame.left - 2 || box.right > frame.right + 2)) ||
          (["hidden", "clip"].includes(overflowY) &&
            (box.top < frame.top - 6 || box.bottom > frame.bottom + 6));
        if (cut && around.tagName !== "svg") {
          faults.add(`cut off: ${named(parent)}`);
        }
      }
      if (!scrolls && (box.left < -1 || box.right > width + 1)) {
        faults.add(`outside of the window: ${named(parent)}`);
      }
    }
    return [...faults];
  }

  // The middle of a line's box, as boxes of tightly set lines touch.
  function overlaps() {
    const faults = new Set();
    const all = lines().map(({ node, parent, box }) => ({
      node,
      parent,
      left: box.left + 1,
      right: box.right - 1,
      top: box.top + box.height * 0.3,
      bottom: box.bottom - box.height * 0.3,
    }));
    all.sort((one, other) => one.top - other.top);
    for (const [n, one] of all.entries()) {
      for (let m = n + 1; m < all.length && all[m].top < one.bottom; m += 1) {
        const other = all[m];
        if (other.node !== one.node && other.left < one.right && one.left < other.right) {
          faults.add(`${named(one.parent)} is over ${named(other.parent)}`);
        }
      }
    }
    return [...faults];
  }

  function motion() {
    const long = (style) =>
      [style.transitionDuration, style.animationDuration]
        .join()
        .split(",")
        .some((time) => parseFloat(time) > 0.01);
    return [...document.querySelectorAll("*")]
      .filter((element) => {
        const style = getComputedStyle(element);
        return long(style) || style.scrollBehavior === "smooth";
      })
      .map((element) => `moves: ${named(element)}`);
  }

  function shorten() {
    for (const row of document.querySelectorAll("tbody tr:nth-child(n + 9)")) {
      row.remove();
    }
  }

  // A style element would be refused by the site's policy.
  function setText(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }

  window.reach = {
    headings, languages, focus, order, targets, clipped, overlaps, motion, setText,
    shorten,
  };
})();
