import { el } from './dom.js';

let made = 0;

/** Asks something, and gives what value() says when it is accepted, null when it is not. */
export function dialog({ title, content, accept, dangerous = false, value = () => true }) {
  return new Promise((resolve) => {
    made += 1;
    const titleId = `dialog-${made}`;
    let answer = null;
    const form = el('form', { method: 'dialog' },
      el('h2', { id: titleId }, title),
      content,
      el('p', { class: 'actions end' },
        el('button', { type: 'button', class: 'secondary', onclick: () => box.close() }, 'Not now'),
        el('button', { type: 'submit', class: dangerous ? 'danger' : null }, accept)));
    const box = el('dialog', { 'aria-labelledby': titleId }, form);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      answer = value();
      box.close();
    });
    box.addEventListener('close', () => {
      box.remove();
      resolve(answer);
    });
    document.body.append(box);
    box.showModal();
  });
}
