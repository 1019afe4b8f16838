import { deleted, json, send } from './api.js';
import { dialog } from './dialogs.js';
import { byId, el, say, show } from './dom.js';
import { prepareDownload } from './downloads.js';
import { follow } from './events.js';
import { count, duration, moment, number, percent } from './format.js';
import { summary, updateOperators, updateReasons, updateStatusBar, updateStatuses } from './picture.js';
import { problemCard } from './problem.js';
import { Rate } from './rate.js';
import { Rows } from './rows.js';
import { userText } from './text.js';
import { updateWaits } from './waits.js';

export const ENDED = ['completed', 'cancelled', 'failed'];

const LEVELS = { syntax: 'syntax', dns: 'domains', smtp: 'mailboxes' };
const SAY_AT = 25;
const MOST_REASONS = 8;

/** While nothing happens, times to come become shorter all the same. */
const REFRESH = 5000;

/** Shows a job, and follows it until it has ended or another view is opened. */
export async function openJob(id, signal) {
  document.title = 'Winnow';
  const place = byId('job');
  place.replaceChildren(back(), el('p', { class: 'faint' }, 'Loading …'));
  show('job');
  try {
    const view = new JobView(place, await json(`/v1/jobs/${id}`, { signal }), signal);
    if (!view.ended) {
      await follow(id, (job) => view.update(job), (broken) => view.pause(broken), signal);
    }
  } catch (problem) {
    if (!signal.aborted) {
      place.replaceChildren(back(), problemCard('This list cannot be shown.', problem, () => openJob(id, signal)));
    }
  }
}

function back() {
  return el('p', {}, el('a', { href: '#/', class: 'back' }, '← All lists'));
}

class JobView {
  constructor(place, job, signal) {
    this.id = job.id;
    this.signal = signal;
    this.saidAt = 0;
    this.mostReasons = MOST_REASONS;
    this.rate = new Rate();
    this.rows = new Rows(job.id, signal, () => this.picture());
    this.build(place, job);
    this.update(job);
    this.rows.load();
    const clock = setInterval(() => this.ended || this.tell(), REFRESH);
    signal.addEventListener('abort', () => clearInterval(clock));
  }

  build(place, job) {
    this.state = el('span');
    this.cancel = el('button', { type: 'button', class: 'secondary', onclick: () => this.askToCancel() }, 'Cancel');
    this.remove = el('button', { type: 'button', class: 'secondary', onclick: () => this.askToDelete() }, 'Delete');
    this.download = el('a', { class: 'button', href: job.links.results }, 'Download CSV');
    this.trouble = el('div');
    prepareDownload(this.download, (problem) => this.trouble.replaceChildren(problemCard('The file could not be fetched.', problem)));
    this.percent = el('p', { class: 'percent' });
    this.bar = el('progress', { max: '1', value: '0', 'aria-label': 'Rows verified' });
    this.told = el('p', { class: 'told' });
    this.waits = el('ul', { class: 'waits faint', 'aria-label': 'What waits', hidden: true });
    this.stack = el('span', { class: 'stack large', role: 'img' });
    this.statuses = el('ul', { class: 'bars statuses', 'aria-labelledby': 'statuses-title' });
    this.reasons = el('ul', { class: 'bars', 'aria-labelledby': 'reasons-title' });
    this.allReasons = el('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.showAllReasons() });
    this.operators = el('ul', { class: 'bars', 'aria-labelledby': 'operators-title' });
    this.operatorCard = el('section', { class: 'card', hidden: true },
      el('h2', { id: 'operators-title' }, 'Mail operators'), this.operators);
    place.replaceChildren(
      back(),
      el('div', { class: 'heading job-heading' },
        el('div', {},
          el('h1', {}, userText(job.name, 100), ' ', this.state),
          el('p', { class: 'faint' }, [count(job.total, 'row'), LEVELS[job.level] ?? job.level, moment(job.submittedAt)].join(' · '))),
        el('p', { class: 'actions' }, this.download, this.cancel, this.remove)),
      this.trouble,
      el('section', { class: 'card progress', 'aria-label': 'Progress' },
        el('div', { class: 'progress-text' }, this.percent, el('div', {}, this.told), this.rate.element),
        this.bar, this.waits),
      el('div', { class: 'picture' },
        el('div', { class: 'column' },
          el('section', { class: 'card' }, el('h2', { id: 'statuses-title' }, 'Verdicts'), this.stack, this.statuses),
          this.operatorCard),
        el('section', { class: 'card' }, el('h2', { id: 'reasons-title' }, 'Reasons'), this.reasons, this.allReasons)),
      this.rows.element);
    document.title = `${job.name.slice(0, 60)} · Winnow`;
  }

  get ended() {
    return ENDED.includes(this.job.state);
  }

  update(job) {
    const before = this.job;
    this.job = job;
    this.heardAt = Date.now();
    this.state.className = `state ${job.state}`;
    this.state.textContent = job.state;
    this.download.hidden = job.processed === 0;
    this.download.textContent = job.processed < job.total ? 'Download what is done' : 'Download CSV';
    this.cancel.hidden = this.ended || job.state === 'cancelling';
    this.percent.textContent = percent(job.processed, job.total);
    this.bar.value = job.total ? job.processed / job.total : 1;
    this.tell();
    this.rate.add(job, this.ended);
    this.showFailure();
    this.picture();
    this.rows.update(job);
    this.announce(before);
    if (before && (this.ended || (before.processed === 0 && job.processed > 0))) {
      this.rows.load();
    }
  }

  tell() {
    this.told.textContent = this.progressText();
    updateWaits(this.waits, this.ended ? {} : this.job.waiting, Date.now());
  }

  progressText() {
    const job = this.job;
    const done = `${number(job.processed)} of ${count(job.total, 'row')}`;
    if (this.ended) {
      const seconds = (new Date(job.completedAt ?? job.updatedAt) - new Date(job.submittedAt)) / 1000;
      return `${done} in ${duration(seconds)}${creditText(job)}`;
    }
    if (job.state === 'loading' && job.processed === 0) {
      return `${done}; the list is being loaded`;
    }
    const rate = job.rowsPerSecond >= 1 ? `${number(Math.round(job.rowsPerSecond))} rows per second` : null;
    const eta = job.etaSeconds === undefined ? null : `about ${duration(job.etaSeconds - (Date.now() - this.heardAt) / 1000)} left`;
    return [done, rate, eta].filter(Boolean).join(' · ');
  }

  showFailure() {
    if (this.job.failure) {
      this.trouble.replaceChildren(problemCard('The list could not be finished.', { detail: this.job.failure.message, code: this.job.failure.code }));
    }
  }

  picture() {
    const { job, rows } = this;
    updateStatusBar(this.stack, job.byStatus, job.total);
    updateStatuses(this.statuses, job.byStatus, job.total, rows.filter.status, (status) => this.pick(() => rows.toggleStatus(status)));
    const hidden = updateReasons(this.reasons, job.byReason, job.total, rows.filter.reason, this.mostReasons, (reason) => this.pick(() => rows.toggleReason(reason)));
    this.allReasons.hidden = hidden === 0;
    this.allReasons.textContent = `Show ${hidden} more`;
    const operators = job.counts?.by_operator ?? {};
    this.operatorCard.hidden = Object.keys(operators).length === 0;
    updateOperators(this.operators, operators);
  }

  showAllReasons() {
    this.mostReasons = Infinity;
    this.picture();
    this.reasons.children[MOST_REASONS]?.firstChild.focus();
  }

  pick(change) {
    change();
    this.rows.element.scrollIntoView({ block: 'nearest' });
  }

  announce(before) {
    const { job } = this;
    if (this.ended) {
      if (before && !ENDED.includes(before.state)) {
        say(`${job.name} is ${job.state}: ${summary(job.byStatus, job.total)}`);
      }
      return;
    }
    const step = Math.floor(job.percent / SAY_AT);
    if (step > this.saidAt) {
      this.saidAt = step;
      say(`${step * SAY_AT} percent verified`);
    }
  }

  pause(broken) {
    this.trouble.replaceChildren(...(broken
      ? [el('p', { class: 'notice' }, 'The connection is lost; trying again …')]
      : []));
  }

  async askToCancel() {
    const sure = await dialog({
      title: 'Cancel this list?',
      content: el('p', {}, 'Rows that have a verdict keep it and can be downloaded; the others are not verified, and cost nothing.'),
      accept: 'Cancel the list',
      dangerous: true,
    });
    if (sure) {
      await this.attempt('The list was not cancelled.', () => send(`/v1/jobs/${this.id}/cancel`, { method: 'POST' }));
    }
  }

  async askToDelete() {
    const sure = await dialog({
      title: 'Delete this list?',
      content: [
        el('p', {}, userText(this.job.name, 100)),
        el('p', {}, 'Its rows and verdicts go for good', this.ended ? '.' : ', and what still runs is cancelled.', ' Nothing brings them back.'),
      ],
      accept: 'Delete for good',
      dangerous: true,
    });
    if (sure) {
      await this.attempt('The list was not deleted.', async () => {
        await send(`/v1/jobs/${this.id}`, { method: 'DELETE' });
        deleted.add(String(this.id));
        say('The list is deleted');
        location.hash = '#/';
      });
    }
  }

  async attempt(what, act) {
    try {
      await act();
    } catch (problem) {
      this.trouble.replaceChildren(problemCard(what, problem));
    }
  }
}

function creditText(job) {
  return job.credits ? ` · ${count(job.credits.charged, 'credit')}` : '';
}
