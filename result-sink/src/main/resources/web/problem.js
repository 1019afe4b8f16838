import { el } from './dom.js';
import { userText } from './text.js';

/** What went wrong, as the server tells it (RFC 9457), or as we find it. */
export class Problem extends Error {
  constructor(fields) {
    super(fields.detail);
    Object.assign(this, fields);
  }

  static async of(response) {
    const found = await response.json().catch(() => null);
    return Problem.from(response.status, found, response.headers.get('X-Request-Id'));
  }

  static from(status, body, request) {
    return new Problem({
      status,
      code: 'unexpected_answer',
      detail: `the server answered ${status}; try again, and see its log if that does not help`,
      request_id: request,
      ...body,
    });
  }

  static unreachable() {
    return new Problem({
      status: 0,
      code: 'unreachable',
      detail: 'the server cannot be reached; see that it runs and that you are connected, then try again',
    });
  }
}

function sentence(text) {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

/** Shows a problem: what could not be done, why, where and what to do. */
export function problemCard(what, problem, again = null) {
  const facts = [
    problem.line ? `line ${problem.line}` : null,
    problem.column ? `column ${problem.column}` : null,
    problem.parameter ? `parameter ${problem.parameter}` : null,
    problem.code,
    problem.status ? `HTTP ${problem.status}` : null,
    problem.status >= 500 && problem.request_id ? `request ${problem.request_id}` : null,
  ];
  return el('div', { class: 'problem', role: 'alert' },
    el('p', { class: 'what' }, what),
    el('p', {}, userText(sentence(problem.detail ?? problem.message), 1000)),
    el('p', { class: 'faint' }, userText(facts.filter(Boolean).join(' · '))),
    again ? el('p', { class: 'actions' }, el('button', { type: 'button', class: 'secondary', onclick: again }, 'Try again')) : null);
}
