// Loads the texts of the page's language before they are used. Pages preload that module, so it causes no delay.

import { speak } from "./model/words.js";

const { lang } = document.documentElement;
const { default: words } = await import(`../words/${lang}.js`);
// Dates of "en-GB" and "en-US" differ.
const regional = navigator.languages.find((tag) => tag === lang || tag.startsWith(`${lang}-`));
speak(regional ?? lang, words);
