import { svg } from './dom.js';
import { count } from './format.js';

const WIDTH = 160;
const HEIGHT = 40;
const MOST_POINTS = 240;

/** The rate while we watch, as a line. */
export class Rate {
  constructor() {
    this.points = [];
    this.area = svg('path', { class: 'area' });
    this.line = svg('path', { class: 'line' });
    this.element = svg('svg', {
      class: 'rate', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': 'rate',
    }, this.area, this.line);
    this.element.setAttribute('hidden', '');
  }

  add(job, ended) {
    if (ended) {
      this.element.setAttribute('hidden', '');
      return;
    }
    this.points.push(job.rowsPerSecond);
    if (this.points.length > MOST_POINTS) {
      // every other one tells as much
      this.points = this.points.filter((_, at) => at % 2 === 0);
    }
    if (this.points.length < 3) {
      return;
    }
    const most = Math.max(...this.points, 1);
    const path = this.points
      .map((rate, at) => `${at === 0 ? 'M' : 'L'}${((at * WIDTH) / (this.points.length - 1)).toFixed(1)} ${(HEIGHT - 2 - (rate * (HEIGHT - 4)) / most).toFixed(1)}`)
      .join('');
    this.line.setAttribute('d', path);
    this.area.setAttribute('d', `${path}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`);
    this.element.setAttribute('aria-label', `rate so far, at most ${count(Math.round(most), 'row')} per second`);
    this.element.removeAttribute('hidden');
  }
}
