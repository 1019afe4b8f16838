import { deleted, json, withQuery } from './api.js';
import { byId, el } from './dom.js';
import { count, moment, percent } from './format.js';
import { problemCard } from './problem.js';
import { statusBar } from './picture.js';
import { userText } from './text.js';
import { ENDED } from './job.js';

const PAGE = 20;
const LOOK_AGAIN_AFTER = 3000;
const TYPING_ENDS_AFTER = 300;

/** The jobs of the account, newest first; looked at again while one of them runs. */
export function showHistory(signal) {
  const list = byId('jobs');
  const state = byId('history-state');
  const name = byId('history-name');
  const older = byId('older');
  const view = { pages: 1, turn: 0 };

  const load = async () => {
    let jobs = [];
    let cursor = null;
    for (let page = 0; page < view.pages; page += 1) {
      const found = await json(withQuery('/v1/jobs', { limit: PAGE, cursor, state: state.value, name: name.value.trim() }), { signal });
      jobs = jobs.concat(found.jobs.filter((job) => !deleted.has(String(job.id))));
      cursor = found.next_cursor;
      if (!cursor) {
        break;
      }
    }
    return { jobs, next: cursor };
  };
  const refresh = async () => {
    clearTimeout(view.timer);
    view.turn += 1;
    const turn = view.turn;
    try {
      const { jobs, next } = await load();
      if (signal.aborted || turn !== view.turn) {
        return;
      }
      put(list, jobs);
      older.hidden = !next;
      byId('no-jobs').hidden = jobs.length > 0;
      byId('no-jobs').textContent = state.value || name.value ? 'No list is like that.' : 'None yet. The first one appears here.';
      if (jobs.some((job) => !ENDED.includes(job.state))) {
        view.timer = setTimeout(refresh, LOOK_AGAIN_AFTER);
      }
    } catch (problem) {
      if (!signal.aborted) {
        older.hidden = true;
        byId('no-jobs').hidden = true;
        list.replaceChildren(el('li', {}, problemCard('Your lists cannot be shown.', problem, refresh)));
      }
    }
  };

  const filter = () => {
    view.pages = 1;
    clearTimeout(view.timer);
    view.timer = setTimeout(refresh, TYPING_ENDS_AFTER);
  };
  state.addEventListener('change', filter, { signal });
  name.addEventListener('input', filter, { signal });
  older.addEventListener('click', () => {
    view.pages += 1;
    refresh();
  }, { signal });
  signal.addEventListener('abort', () => clearTimeout(view.timer));
  refresh();
}

/** Rows that stay keep their elements, so that nobody loses the focus. */
function put(list, jobs) {
  const known = new Map([...list.children].map((item) => [item.dataset.job, item]));
  list.replaceChildren(...jobs.map((job) => {
    const version = `${job.updatedAt} ${job.processed}`;
    const item = known.get(String(job.id));
    if (item?.dataset.version === version) {
      return item;
    }
    const made = el('li', { 'data-job': job.id, 'data-version': version }, entry(job));
    if (item?.contains(document.activeElement)) {
      queueMicrotask(() => made.querySelector('a').focus());
    }
    return made;
  }));
}

function entry(job) {
  return el('a', { class: 'entry', href: `#/jobs/${job.id}` },
    el('span', { class: 'name' }, userText(job.name, 80)),
    el('span', { class: `state ${job.state}` }, job.state),
    el('span', { class: 'faint' }, `${count(job.total, 'row')} · ${moment(job.submittedAt)}`,
      ENDED.includes(job.state) ? null : ` · ${percent(job.processed, job.total)}`),
    statusBar(job.byStatus, job.total));
}
