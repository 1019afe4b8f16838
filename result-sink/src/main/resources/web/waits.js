import { el, refill } from './dom.js';
import { count, duration } from './format.js';

const WHY = {
  greylisting: 'for greylisting',
  temporary_failure: 'for mail servers in trouble',
  lane_limit: 'for their turn at their mail servers',
  lane_suspended: 'for mail servers that want a pause',
  dns_retry: 'for an answer of the DNS',
};

/** What waits, and for what, a line for each cause; now is in milliseconds since the epoch. */
export function waitingLines(waiting, now) {
  return Object.keys(WHY)
    .filter((cause) => waiting?.[cause]?.rows > 0)
    .map((cause) => {
      const { rows, nextAt } = waiting[cause];
      const many = `${count(rows, 'row')} ${rows === 1 ? 'waits' : 'wait'} ${WHY[cause]}`;
      if (!nextAt) {
        return many;
      }
      const seconds = (new Date(nextAt) - now) / 1000;
      return `${many}, next try ${seconds > 1 ? `in ${duration(seconds)}` : 'now'}`;
    });
}

export function updateWaits(list, waiting, now) {
  const lines = waitingLines(waiting, now);
  list.hidden = lines.length === 0;
  refill(list, lines.map((line) => el('li', {}, line)));
}
