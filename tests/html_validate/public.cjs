// What html-validate holds the public pages to: the HTML standard and accessibility.
module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    "no-inline-style": "error", // our policy would block it
    // A table that is shown as blocks on a phone is no table to some screen readers
    // unless its parts say their roles.
    "no-redundant-role": "off",
  },
};
