import { json } from './api.js';
import { el, say } from './dom.js';
import { prepareDownload, resultsPath, FORMATS } from './downloads.js';
import { count, number, words } from './format.js';
import { STATUSES } from './picture.js';
import { problemCard } from './problem.js';
import { REASONS } from './reasons.js';
import { textCell, userText } from './text.js';

// The rows of a job, as many as fit a page, filtered. What is shown is what the downloads give.

const PAGE = 50;
const TYPING_ENDS_AFTER = 300;

/** Rows of a job with their filters. onFilter is called with them whenever they change. */
export class Rows {
  constructor(id, signal, onFilter) {
    this.id = id;
    this.signal = signal;
    this.onFilter = onFilter;
    this.filter = { status: [], reason: '', search: '' };
    this.cursors = [null];
    this.latest = 0;
    this.build();
  }

  build() {
    this.search = el('input', { id: 'search', type: 'search', autocomplete: 'off', spellcheck: 'false', maxlength: '200', placeholder: 'Part of any cell' });
    this.reason = el('select', { id: 'reason' }, el('option', { value: '' }, 'any reason'));
    this.chips = el('div', { class: 'chips', role: 'group', 'aria-label': 'Statuses' },
      Object.keys(STATUSES).map((status) =>
        el('button', { type: 'button', class: `chip ${status}`, 'aria-pressed': 'false', 'data-status': status, onclick: () => this.toggleStatus(status) }, status)));
    this.clear = el('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.clearFilter() }, 'Clear filters');
    this.links = FORMATS.map(([format, label]) => {
      const link = el('a', { class: 'button secondary', 'data-format': format, href: '#' }, label);
      prepareDownload(link, (problem) => this.trouble.replaceChildren(problemCard('The file could not be fetched.', problem)));
      return link;
    });
    this.what = el('span', { class: 'faint' });
    this.harmless = el('input', { type: 'checkbox', onchange: () => this.describe() });
    this.trouble = el('div');
    this.table = el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Rows of the list' });
    this.place = el('span', { class: 'faint' });
    this.newer = el('button', { type: 'button', class: 'secondary', onclick: () => this.turn(-1) }, 'Back');
    this.older = el('button', { type: 'button', class: 'secondary', onclick: () => this.turn(1) }, 'Next');
    this.element = el('section', { class: 'card rows', 'aria-labelledby': 'rows-title' },
      el('div', { class: 'heading' }, el('h2', { id: 'rows-title' }, 'Rows'), this.clear),
      el('div', { class: 'filters' },
        el('p', { class: 'field' }, el('label', { for: 'search' }, 'Search'), this.search),
        el('p', { class: 'field' }, el('label', { for: 'reason' }, 'Reason'), this.reason),
        this.chips),
      el('div', { class: 'downloads', role: 'group', 'aria-labelledby': 'download-label' }, el('span', { class: 'label', id: 'download-label' }, 'Download'), this.links, this.what,
        el('label', { class: 'check' }, this.harmless, 'Make formulas in the list’s own cells harmless')),
      this.trouble,
      this.table,
      el('p', { class: 'actions center' }, this.newer, this.place, this.older));
    let typing;
    this.search.addEventListener('input', () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.change({ search: this.search.value.trim() }), TYPING_ENDS_AFTER);
    });
    this.reason.addEventListener('change', () => this.change({ reason: this.reason.value }));
  }

  toggleStatus(status) {
    const { status: chosen } = this.filter;
    this.change({ status: chosen.includes(status) ? chosen.filter((one) => one !== status) : [...chosen, status] });
  }

  toggleReason(reason) {
    this.change({ reason: this.filter.reason === reason ? '' : reason });
  }

  clearFilter() {
    this.search.value = '';
    this.change({ status: [], reason: '', search: '' });
    this.search.focus();
  }

  change(filter) {
    Object.assign(this.filter, filter);
    this.cursors = [null];
    this.load(true);
    this.onFilter(this.filter);
  }

  turn(direction) {
    if (direction < 0) {
      this.cursors.pop();
    } else {
      this.cursors.push(this.next);
    }
    this.load(true);
  }

  /** The job has gone on: other reasons may be there, and while the first page is shown, other rows. */
  update(job) {
    const reasons = Object.keys(job.byReason);
    const offered = [...this.reason.options].map((option) => option.value);
    for (const reason of reasons.filter((one) => !offered.includes(one))) {
      this.reason.append(el('option', { value: reason }, words(reason)));
    }
    this.reason.value = this.filter.reason;
    this.job = job;
    this.describe();
  }

  parameters() {
    const { status, reason, search } = this.filter;
    return { status: status.join(','), reason, search };
  }

  describe() {
    const { status, reason, search } = this.filter;
    const filtered = status.length > 0 || reason || search;
    for (const chip of this.chips.children) {
      chip.setAttribute('aria-pressed', String(status.includes(chip.dataset.status)));
    }
    this.reason.value = reason;
    this.clear.hidden = !filtered;
    for (const link of this.links) {
      const format = link.dataset.format;
      const formulas = this.harmless.checked && format !== 'jsonl' ? 'escape' : null;
      link.href = resultsPath(this.id, { format, ...this.parameters(), formulas });
      link.setAttribute('aria-label', `Download ${filtered ? 'these rows' : 'all rows'} as ${link.textContent}`);
    }
    const partial = this.job && this.job.processed < this.job.total;
    this.what.textContent = `${filtered ? 'the rows shown here' : 'all rows'}${partial ? ' that have a verdict so far' : ''}`;
  }

  /** @param aloud whether to say how many there are, since the user asked for them */
  async load(aloud = false) {
    this.describe();
    this.latest += 1;
    const turn = this.latest;
    this.table.setAttribute('aria-busy', 'true');
    try {
      let page = { next_cursor: this.cursors.at(-1), rows: [] };
      do {
        // the server looks at so many rows at a time: it may have found none, and yet there may be more
        page = await json(resultsPath(this.id, { format: 'json', ...this.parameters(), limit: PAGE, cursor: page.next_cursor }), { signal: this.signal });
      } while (page.rows.length === 0 && page.next_cursor && turn === this.latest);
      if (turn === this.latest) {
        this.put(page);
        if (aloud) {
          say(page.rows.length > 0 ? `${count(page.rows.length, 'row')} shown` : this.nothing());
        }
      }
    } catch (problem) {
      if (turn === this.latest && !this.signal.aborted) {
        this.trouble.replaceChildren(problemCard('The rows cannot be shown.', problem, () => this.load()));
      }
    } finally {
      if (turn === this.latest) {
        this.table.removeAttribute('aria-busy');
      }
    }
  }

  put(page) {
    this.trouble.replaceChildren();
    this.next = page.next_cursor;
    this.newer.disabled = this.cursors.length === 1;
    this.older.disabled = !this.next;
    const rows = page.rows;
    this.place.textContent = rows.length > 0
      ? `rows ${number(rows[0].row + 1)} to ${number(rows.at(-1).row + 1)} of the list`
      : '';
    this.table.replaceChildren(rows.length > 0 ? table(page) : el('p', { class: 'faint nothing' }, this.nothing()));
    this.table.scrollTop = 0;
  }

  nothing() {
    return this.clear.hidden ? 'No row has a verdict yet.' : 'No row is like that.';
  }
}

function table(page) {
  return el('table', { class: 'cells' },
    el('thead', {}, el('tr', {},
      el('th', { scope: 'col' }, 'Row'),
      el('th', { scope: 'col' }, 'Verdict'),
      page.columns.map((name) => textCell('th', name, 60)))),
    el('tbody', {}, page.rows.map((row) => el('tr', {},
      el('td', { class: 'number' }, number(row.row + 1)),
      el('td', { class: 'verdict' }, verdict(row)),
      page.columns.map((_, at) => textCell('td', row.cells[at] ?? ''))))));
}

function verdict(row) {
  return [
    el('span', { class: `state ${row.status}` }, row.status),
    el('span', { class: 'why', title: REASONS[row.reason]?.meaning }, words(row.reason)),
    row.detail ? el('span', { class: 'faint' }, userText(row.detail, 80)) : null,
    row.did_you_mean ? el('span', { class: 'faint' }, 'did you mean ', userText(row.did_you_mean, 80), '?') : null,
  ];
}
