// Run Lighthouse (mobile) over pages: `node measure.mjs NODE_MODULES < pages.json`.
// A page is {name, url, cookie, skip}; prints for each {name, scores, failed}.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = resolve(process.argv[2]);
const load = (path) => import(pathToFileURL(`${modules}/${path}`));
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

const QUIET = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// Now and then Chromium records no trace of a page; then there is nothing to judge.
const TRIES = 3;

async function measure(page) {
  for (let tries = 1; ; tries += 1) {
    const found = await once(page);
    if (found.scores) return found;
    if (tries === TRIES) throw new Error(`${page.url}: ${found.message}`);
  }
}

async function once({ name, url, cookie, skip }) {
  const chrome = await launch({ chromeFlags: QUIET, chromePath: process.env.CHROME_PATH });
  try {
    const { lhr } = await lighthouse(url, {
      port: chrome.port,
      logLevel: "error",
      extraHeaders: cookie ? { Cookie: cookie } : undefined,
      skipAudits: skip.length ? skip : undefined,
    });
    return lhr.runtimeError ?? { name, scores: scores(lhr), failed: failed(lhr) };
  } finally {
    chrome.kill();
  }
}

function scores({ categories }) {
  const found = Object.values(categories).map(({ title, score }) => [title, Math.round(score * 100)]);
  return Object.fromEntries(found);
}

// The audits that cost points.
function failed({ categories, audits }) {
  const counted = Object.values(categories).flatMap(({ auditRefs }) => auditRefs);
  const names = counted
    .filter(({ id, weight }) => weight && audits[id].score !== null && audits[id].score < 0.9)
    .map(({ id }) => `${id} ${audits[id].displayValue ?? ""}`.trim());
  return [...new Set(names)];
}

for (const page of JSON.parse(readFileSync(0, "utf8"))) {
  console.log(JSON.stringify(await measure(page)));
}
