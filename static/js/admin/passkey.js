// Asks the browser for a passkey and sends it with its form. Without this, in a browser
// without passkeys, or at an address that is a number (passkeys belong to names), the form
// stays hidden; the other ways need no script.
const form = document.querySelector("form[data-passkey]");
const named = /[a-z]/i.test(location.hostname) && !location.hostname.includes(":");
const known = named && window.PublicKeyCredential?.parseCreationOptionsFromJSON;

async function options() {
  if (!form.dataset.url) {
    return JSON.parse(document.getElementById("passkey-options").textContent);
  }
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.dataset.url, { headers });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.json();
}

// One that signs in by itself: kept on the device, opened by finger, face or PIN.
function create({ creation_options: { publicKey } }) {
  const authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON({
      ...publicKey,
      authenticatorSelection,
    }),
  });
}

function get({ request_options: { publicKey } }) {
  return navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey),
  });
}

async function send(event) {
  event.preventDefault();
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const ask = form.dataset.passkey === "create" ? create : get;
    const credential = await ask(await options());
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

if (form && known) {
  form.hidden = false;
  document.querySelector("[data-passkey-absent]")?.remove();
  form.addEventListener("submit", send);
}
