import { el } from './dom.js';
import { number } from './format.js';

// What stands in lists was written by strangers: it may be a megabyte, turn the text around it, or hide what it is.

const MOST_CHARACTERS = 200;

/** Characters that cannot be seen and change what can: controls, and marks that turn the direction. */
const UNSEEN = /([\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060-\u2069\ufeff])/;

/** Text of a user, isolated from what stands around it; cut when it is long, with its unseen characters named. */
export function userText(text, most = MOST_CHARACTERS) {
  const whole = String(text);
  const shown = whole.length > most ? cut(whole, most) : whole;
  const parts = shown
    .split(UNSEEN)
    .map((part, at) => (at % 2 === 0 ? part : el('span', { class: 'code-point' }, codePoint(part))));
  const isolated = el('bdi', {}, parts);
  if (shown.length === whole.length) {
    return isolated;
  }
  return el('span', {}, isolated, el('span', { class: 'cut' }, ` … ${number(whole.length)} characters`));
}

/** Not in the middle of a pair of surrogates. */
function cut(text, most) {
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most);
}

function codePoint(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A cell of a table with such text, as wide as the text up to a bound. */
export function textCell(name, text, most) {
  return el(name, name === 'th' ? { scope: 'col' } : {}, el('div', { class: 'cell' }, userText(text, most)));
}
