// What a form holds, as text to keep, to compare and to put back. Used by unsaved.js.

export const TOKEN = "csrfmiddlewaretoken";
const NOT_SENT = new Set(["submit", "button", "reset", "image", "file"]);

export function fieldsOf(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => name !== TOKEN && typeof value === "string",
  );
}

// What the server sent, whatever a browser has filled in by itself since.
export function sentFields(form) {
  return [...form.elements]
    .filter(({ name, type, disabled }) => name && !disabled && !NOT_SENT.has(type))
    .filter(({ name }) => name !== TOKEN)
    .flatMap((input) => {
      if (input.type === "checkbox" || input.type === "radio") {
        return input.defaultChecked ? [[input.name, input.value]] : [];
      }
      if (input.localName === "select") {
        const chosen = [...input.options].filter((one) => one.defaultSelected);
        const first = input.multiple ? [] : [...input.options].slice(0, 1);
        const options = chosen.length ? chosen : first;
        return options.map(({ value }) => [input.name, value]);
      }
      return [[input.name, input.defaultValue]];
    });
}

// Text to compare, in which an object of a list goes by its place, not by its key.
export function asText(form, fields, left_out = []) {
  const lists = [...form.querySelectorAll("[data-objects]")];
  const keys = new Map(lists.map((list) => [list.dataset.list, []]));
  const plain = fields
    .filter(([name]) => !left_out.includes(name))
    .map(([name, value]) => {
      const [, list, key, part] = /^(\w+)-(n?\d+)-(\w+)$/.exec(name) ?? [];
      const places = keys.get(list);
      if (places) {
        return [`${list}-${places.indexOf(key)}-${part}`, value];
      }
      keys.get(name)?.push(value);
      return [name, keys.has(name) ? "" : value.replaceAll("\r\n", "\n")];
    });
  return JSON.stringify(plain);
}

export function sameText(form, fields) {
  const asides = ["based_on", "change_note"];
  return asText(form, fields, asides) === asText(form, fieldsOf(form), asides);
}

export function restore(form, fields) {
  for (const list of form.querySelectorAll("[data-list]")) {
    list.dispatchEvent(new CustomEvent("restore", { detail: fields }));
  }
  const inLists = (input) => input.closest("[data-list]");
  const texts = new Map(fields);
  for (const input of form.elements) {
    if (!input.name || inLists(input) || input.name === TOKEN) {
      continue;
    }
    if (input.type === "checkbox" || input.type === "radio") {
      input.checked = fields.some(
        ([name, value]) => name === input.name && value === input.value,
      );
    } else if (texts.has(input.name) && texts.get(input.name) !== input.value) {
      input.value = texts.get(input.name);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
