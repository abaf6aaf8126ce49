// Loads the words of the page's language before anything is said. Pages preload that module, so it costs no time of its own.

import { speak } from "./model/words.js";

const { lang } = document.documentElement;
const { default: words } = await import(`../words/${lang}.js`);
// "en-GB" writes its dates in another way than "en-US".
const regional = navigator.languages.find((tag) => tag === lang || tag.startsWith(`${lang}-`));
speak(regional ?? lang, words);
