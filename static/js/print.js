// A button to print the page, for browsers that run scripts; and what can be opened
// on the page is open on paper, also where the style sheet cannot do that.
"use strict";

for (const template of document.querySelectorAll("template[data-print]")) {
  template.after(template.content.cloneNode(true));
  template.nextElementSibling.addEventListener("click", () => window.print());
}

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    addEventListener("afterprint", () => (details.open = false), { once: true });
  }
});
