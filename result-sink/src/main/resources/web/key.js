import { byId, el } from './dom.js';
import { dialog } from './dialogs.js';

// The key is kept in the browser's session: in this tab, until it is closed. It is in no address and no cookie.

const PLACE = 'winnow-key';
let asking = null;

export function key() {
  return sessionStorage.getItem(PLACE);
}

/** What a request carries. */
export function keyHeaders() {
  const known = key();
  return known ? { 'X-Api-Key': known } : {};
}

/**
 * Asks for a key; everybody who waits for one waits for the same answer. Whether there is another key now.
 *
 * @param refused what the server said to the last one; null when it was not asked
 */
export function askForKey(refused) {
  asking ??= ask(refused).finally(() => {
    asking = null;
  });
  return asking;
}

async function ask(refused) {
  const input = el('input', {
    id: 'key', type: 'password', name: 'key', autocomplete: 'off', spellcheck: 'false', required: true,
    'aria-describedby': refused && key() ? 'key-refused' : null,
  });
  const given = await dialog({
    title: 'The key of your account',
    content: [
      refused && key() ? el('p', { class: 'refused', id: 'key-refused', role: 'alert' }, refused.detail) : null,
      el('p', { class: 'field' }, el('label', { for: 'key' }, 'Key'), input),
      el('p', { class: 'faint' }, 'It stays in this tab until you close it. Whoever runs this server has keys: ',
        el('code', {}, './winnow accounts key add NAME'), '.'),
    ],
    accept: 'Use this key',
    value: () => input.value.trim(),
  });
  if (!given) {
    return false;
  }
  sessionStorage.setItem(PLACE, given);
  byId('change-key').hidden = false;
  return true;
}
