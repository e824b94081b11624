/* Tell that this form is open, and show who else has it open. */
const EVERY = 30_000;
const box = document.getElementById("presence");
const token = document.querySelector("input[name=csrfmiddlewaretoken]");

function show(lines) {
  const now = lines.join("\n");
  if (now === box.dataset.shown) return; // said once, not every half minute
  box.dataset.shown = now;
  box.replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })),
  );
}

async function ping() {
  if (document.hidden) return;
  const { kind, language, slug, url } = box.dataset;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "X-CSRFToken": token.value, Accept: "application/json" },
      body: new URLSearchParams({ kind, language, slug }),
      redirect: "manual",
    });
    if (answer.ok) show((await answer.json()).others);
  } catch {
    /* Offline for a moment: the next one tells. */
  }
}

if (box && token) {
  box.dataset.shown = [...box.children].map((line) => line.textContent).join("\n");
  setInterval(ping, EVERY);
  document.addEventListener("visibilitychange", ping);
}
