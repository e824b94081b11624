// What was typed into a record's form is kept in this browser until it is saved.
// Staff's text about treatments only: patients have no forms that load this.

import { TOKEN, asText, fieldsOf, restore, sameText, sentFields } from "./form-text.js";
import { PREFIX, forget, keep as put, keysOf, read, tidy } from "./kept-text.js";

const WAIT = 600; // milliseconds without typing before it is kept
const ASK_EVERY = 3 * 60 * 1000;

function watch(page, form) {
  const { user, kind, slug, url } = page.dataset;
  const mine = `${PREFIX}${user}:${location.pathname}:`;
  const own = mine + crypto.getRandomValues(new Uint32Array(2)).join("-");
  const atStart =
    "refused" in page.dataset ? null : asText(form, sentFields(form));
  let timer = 0;
  let leaving = false;
  let checked = false;
  let asking = false;

  const dirty = () => asText(form, fieldsOf(form)) !== atStart;

  const keep = (sent = false) => {
    clearTimeout(timer);
    if (!dirty()) {
      forget(own);
      return;
    }
    const entry = {
      at: Date.now(),
      sent,
      slug: form.elements.slug?.value ?? slug,
      fields: fieldsOf(form),
    };
    put(own, entry);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);

  // Tell whether the editor is still signed in; take the token that now counts.
  const ask = async (entry = null) => {
    const address = new URL(url, location.href);
    if (entry) {
      const based_on = entry.fields.find(([name]) => name === "based_on")?.[1];
      address.search = new URLSearchParams({
        kind,
        slug: entry.slug,
        based_on: based_on ?? "",
      });
    }
    let response;
    try {
      response = await fetch(address, { redirect: "manual" });
    } catch {
      return { state: "unreachable" };
    }
    if (response.type === "opaqueredirect" || response.status === 403) {
      return { state: "signed-out" };
    }
    if (!response.ok) {
      return { state: "unreachable" };
    }
    const answer = await response.json();
    form.elements[TOKEN].value = answer.token;
    return { state: answer.user === user ? "" : "somebody-else", ...answer };
  };
  const check = async () => {
    const answer = await ask();
    notice(page, answer.state);
    return answer.state === "";
  };

  form.addEventListener(
    "submit",
    async (event) => {
      if (checked) {
        checked = false;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking) {
        return;
      }
      const button = event.submitter;
      const stays = (button?.formTarget || form.target || "_self") !== "_self";
      asking = true;
      keep();
      const signedIn = await check();
      asking = false;
      if (signedIn) {
        checked = true;
        leaving = !stays;
        keep(leaving);
        form.requestSubmit(button);
        checked = false;
      } else {
        page.scrollIntoView({ block: "nearest" });
      }
    },
    true,
  );
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && dirty()) {
      keep();
      event.preventDefault();
    }
  });
  const now = () => document.visibilityState === "visible" && dirty() && check();
  setInterval(now, ASK_EVERY);
  addEventListener("focus", () => {
    if (page.querySelector("[data-notice]:not([hidden], [data-notice=found])")) {
      now();
    }
  });

  tidy();
  offer(page, form, mine, ask).then(() => {
    if (atStart === null) {
      keep(); // refused by the server: it is all still unsaved
    }
  });
}

// Offer what was kept and is neither saved nor in the form, newest first.
async function offer(page, form, mine, ask) {
  const box = page.querySelector("[data-notice=found]");
  for (const key of keysOf(mine)) {
    const entry = read(key);
    const saved = entry?.sent && (await isSaved(entry, ask));
    if (!entry || saved || sameText(form, entry.fields)) {
      forget(key);
      continue;
    }
    const words = box.querySelector("[data-found]");
    const older = entry.fields.some(
      ([name, value]) =>
        name === "based_on" && value !== form.querySelector("[name=based_on]").value,
    );
    words.textContent = words.dataset.words.replace("#", timeOf(entry.at));
    box.querySelector("[data-older]").hidden = !older;
    box.hidden = false;
    const bring = await choice(box);
    box.hidden = true;
    if (bring) {
      restore(form, entry.fields);
    }
    forget(key);
    if (bring) {
      return;
    }
  }
}

function choice(box) {
  return new Promise((resolve) => {
    box.querySelector("[data-bring]").onclick = () => resolve(true);
    box.querySelector("[data-throw]").onclick = () => resolve(false);
  });
}

// A save that was answered made a version; the clocks of both may differ.
async function isSaved(entry, ask) {
  const answer = await ask(entry);
  const passed = (Date.now() - entry.at) / 1000;
  return typeof answer.saved === "number" && answer.saved <= passed + 5;
}

function notice(page, state) {
  for (const box of page.querySelectorAll("[data-notice]:not([data-notice=found])")) {
    box.hidden = box.dataset.notice !== state;
  }
}

function timeOf(at) {
  const day = new Date(at);
  const today = day.toDateString() === new Date().toDateString();
  const time = { hour: "2-digit", minute: "2-digit" };
  return day.toLocaleString(
    document.documentElement.lang,
    today ? time : { ...time, day: "numeric", month: "long" },
  );
}

const page = document.querySelector("[data-unsaved]");
if (page) {
  watch(page, page.closest("form"));
}
