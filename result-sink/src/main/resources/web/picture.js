import { el } from './dom.js';
import { count, number, percent, words } from './format.js';
import { REASONS } from './reasons.js';

// Bars of plain elements: they are read aloud, printed and zoomed like text, and can be pressed.

export const STATUSES = {
  deliverable: 'Mail arrives.',
  risky: 'Mail may arrive, but sending has a known risk.',
  unknown: 'Not learnt, or not asked at this level.',
  undeliverable: 'Mail certainly cannot arrive.',
  skipped: 'The row holds no address.',
};

const MOST_OPERATORS = 8;

/** One bar with a part for each status. */
export function statusBar(counts, total) {
  const bar = el('span', { class: 'stack', role: 'img' });
  updateStatusBar(bar, counts, total);
  return bar;
}

export function updateStatusBar(bar, counts, total) {
  const present = Object.keys(STATUSES).filter((status) => counts[status] > 0);
  bar.setAttribute('aria-label', present.length === 0
    ? 'no verdicts yet'
    : present.map((status) => `${status} ${percent(counts[status], total)}`).join(', '));
  while (bar.children.length < present.length) {
    bar.append(el('span', {}));
  }
  [...bar.children].forEach((part, at) => {
    const status = present[at];
    part.className = `part ${status ?? ''}`;
    part.style.width = status ? `${(counts[status] * 100) / total}%` : '0';
  });
}

/** The statuses, each a button that is pressed while its rows are shown. */
export function updateStatuses(list, counts, total, chosen, onPick) {
  updateBars(list, Object.entries(STATUSES).map(([status, meaning]) => ({
    key: status,
    label: status,
    title: meaning,
    kind: status,
    count: counts[status] ?? 0,
    total,
    pressed: chosen.includes(status),
  })), onPick);
}

/** The reasons that there are, the most frequent first; how many are not shown. */
export function updateReasons(list, counts, total, chosen, most, onPick) {
  const entries = Object.entries(counts)
    .filter(([, value]) => value > 0)
    .sort(([, one], [, other]) => other - one)
    .map(([reason, value]) => ({
      key: reason,
      label: words(reason),
      title: REASONS[reason]?.meaning ?? '',
      kind: REASONS[reason]?.status ?? 'skipped',
      count: value,
      total,
      pressed: reason === chosen,
    }));
  // what is chosen is shown, wherever it stands
  const shown = entries.filter((entry, at) => at < most || entry.pressed);
  updateBars(list, shown, onPick);
  return entries.length - shown.length;
}

/** Who runs the mail servers, the most frequent first, those of the long tail in one. */
export function updateOperators(list, counts) {
  const total = Object.values(counts).reduce((sum, value) => sum + value, 0);
  const named = Object.entries(counts)
    .filter(([name, value]) => name !== 'others' && value > 0)
    .sort(([, one], [, other]) => other - one);
  const others = named.slice(MOST_OPERATORS).reduce((sum, [, value]) => sum + value, counts.others ?? 0);
  const entries = named.slice(0, MOST_OPERATORS);
  if (others > 0) {
    entries.push(['others', others]);
  }
  updateBars(list, entries.map(([name, value]) => ({
    key: name, label: words(name), title: '', kind: 'operator', count: value, total,
  })), null);
}

/** Elements are kept while their numbers change, so that nobody loses the focus. */
function updateBars(list, entries, onPick) {
  const known = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const items = entries.map((entry) => {
    const item = known.get(entry.key) ?? bar(entry, onPick);
    const most = Math.max(...entries.map((one) => one.count), 1);
    item.querySelector('.fill').style.width = `${(entry.count * 100) / most}%`;
    item.querySelector('.count').textContent = number(entry.count);
    item.querySelector('.share').textContent = percent(entry.count, entry.total);
    item.firstChild.classList.toggle('none', entry.count === 0);
    if (onPick) {
      item.firstChild.setAttribute('aria-pressed', String(entry.pressed));
    }
    return item;
  });
  if (items.length !== list.children.length || items.some((item, at) => item !== list.children[at])) {
    const focus = document.activeElement;
    list.replaceChildren(...items);
    if (list.contains(focus)) {
      focus.focus();
    }
  }
}

function bar(entry, onPick) {
  const content = [
    el('span', { class: 'label' }, entry.label),
    el('span', { class: 'count' }),
    el('span', { class: 'share faint' }),
    el('span', { class: 'track', 'aria-hidden': 'true' }, el('span', { class: `fill ${entry.kind}` })),
    entry.title ? el('span', { class: 'meaning faint' }, entry.title) : null,
  ];
  return el('li', { 'data-key': entry.key }, onPick
    ? el('button', { type: 'button', class: 'bar', 'aria-pressed': 'false', onclick: () => onPick(entry.key) }, content)
    : el('div', { class: 'bar' }, content));
}

/** What the picture says, for those who hear it. */
export function summary(counts, total) {
  return Object.keys(STATUSES)
    .filter((status) => counts[status] > 0)
    .map((status) => `${count(counts[status], 'row')} ${status} (${percent(counts[status], total)})`)
    .join(', ');
}
