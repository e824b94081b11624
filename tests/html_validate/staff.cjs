// The same for the staff's pages, less what stands in Django's own templates.
const { root, extends: presets, rules } = require("./public.cjs");

module.exports = {
  root,
  extends: presets,
  rules: {
    ...rules,
    "no-implicit-button-type": "off", // its buttons to sign out and to change the theme
    "no-redundant-for": "off", // its radio buttons
    "wcag/h71": "off", // its groups of fields that have no name
  },
};
