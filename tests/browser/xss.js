// What in a document could run, load or lead somewhere by itself. `attackable(root)` looks
// at all of `root`; nothing that it returns may come of what somebody wrote.
"use strict";

const NEVER = new Set(
  (
    "animate animatemotion animatetransform applet audio base bgsound embed fencedframe " +
    "foreignobject frame frameset handler iframe image isindex keygen listener marquee math " +
    "noembed noframes object param plaintext portal set source style track video xmp"
  ).split(" "),
);
const ADDRESSES = new Set(
  (
    "action background cite codebase data formaction from href longdesc manifest ping poster " +
    "profile src srcset to values xlink:href"
  ).split(" "),
);
const HARMLESS = new Set(["http:", "https:", "mailto:", "tel:"]);
const CALLS = new Set(["mailto:", "tel:"]);
const DATA = /^application\/(ld\+)?json$/;

// What the platform says of an element: one in a form may be named like a property of it.
const own = (element, name) => Reflect.get(Element.prototype, name, element);
const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);

function attackable(root) {
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    const faults = [...elementFaults(element), ...attributeFaults(element)];
    if (faults.length) found.push(`${faults.join(", ")}: ${own(element, "outerHTML").slice(0, 200)}`);
    if (own(element, "localName") === "template") found.push(...attackable(element.content));
  }
  return found;
}

function elementFaults(element) {
  const name = own(element, "localName").toLowerCase();
  const faults = NEVER.has(name) ? [name] : [];
  if (name === "script" && !DATA.test(attribute(element, "type"))) {
    if (!isOwn(attribute(element, "src")) || own(element, "textContent").trim()) faults.push("script");
  }
  if (["img", "form", "link"].includes(name)) {
    for (const part of ["src", "action", "href"]) {
      const address = attribute(element, part);
      if (address !== null && !isOwn(address)) faults.push(`${name} ${part}`);
    }
  }
  const isAround = name === "a" && !Element.prototype.closest.call(element, "main");
  if (isAround && !isOwn(attribute(element, "href")) && !CALLS.has(scheme(attribute(element, "href")))) {
    faults.push("leads away");
  }
  return faults;
}

function attributeFaults(element) {
  return [...own(element, "attributes")]
    .filter(({ name, value }) => {
      const plain = name.toLowerCase();
      if (plain.startsWith("on") || ["srcdoc", "style", "http-equiv"].includes(plain)) return true;
      return ADDRESSES.has(plain) && !HARMLESS.has(scheme(value));
    })
    .map(({ name }) => name);
}

// As the browser reads an address: it leaves out spaces and line ends before it looks.
function scheme(address) {
  try {
    return new URL(address, location.href).protocol;
  } catch {
    return "http:"; // no address at all: nothing is asked for
  }
}

function isOwn(address) {
  try {
    return new URL(address ?? "", location.href).origin === location.origin;
  } catch {
    return false;
  }
}

// Returns those of `texts` of which something is attackable where nobody makes them harmless:
// as HTML, in an attribute or as an address.
function harmful(texts) {
  const parser = new DOMParser();
  const places = [(t) => t, (t) => `<a href="${t}">`, (t) => `<input value='${t}'>`, (t) => `<title>${t}`];
  return texts.filter((text) =>
    places.some((place) => attackable(parser.parseFromString(place(text), "text/html")).length),
  );
}

// Runs each text as HTML of the page and returns those that did something; for the control.
async function tried(texts) {
  const ran = new Set();
  const main = document.querySelector("main");
  for (const [number, text] of texts.entries()) {
    window.alert = window.confirm = window.prompt = () => ran.add(number);
    const range = document.createRange();
    range.selectNode(main);
    main.append(range.createContextualFragment(text));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return [...ran];
}

// Returns what could run in the pages at these addresses, as the browser parses them.
async function answers(addresses) {
  const parser = new DOMParser();
  const found = [];
  for (const address of addresses) {
    const answer = await fetch(address);
    if (!answer.ok) found.push(`${answer.status} at ${address}`);
    found.push(...attackable(parser.parseFromString(await answer.text(), "text/html")));
  }
  return found;
}
