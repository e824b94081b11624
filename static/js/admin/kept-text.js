// Text that is kept in this browser for a while. Used by unsaved.js.

export const PREFIX = "unsaved:";
const FORGET_AFTER = 30 * 24 * 3600 * 1000;

export function keep(key, entry) {
  try {
    localStorage.setItem(key, JSON.stringify(entry));
  } catch {
    // The browser keeps nothing (private window, no room): the form still warns.
  }
}

// Newest first.
export function keysOf(prefix) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .sort((one, other) => (read(other)?.at ?? 0) - (read(one)?.at ?? 0));
  } catch {
    return [];
  }
}

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

export function tidy() {
  for (const key of keysOf(PREFIX)) {
    if (!(read(key)?.at > Date.now() - FORGET_AFTER)) {
      forget(key);
    }
  }
}
