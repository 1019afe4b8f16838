import { send } from './api.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15000;

/**
 * Follows a job until it has ended: calls onJob with each state of it, onPause with whether the stream has broken and is
 * tried again. The stream is read with fetch, since an EventSource cannot carry a key.
 */
export async function follow(id, onJob, onPause, signal) {
  let last = null;
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    try {
      const headers = last ? { 'Last-Event-ID': last } : {};
      const response = await send(`/v1/jobs/${id}/events`, { headers, signal });
      for await (const event of events(response.body)) {
        onPause(false);
        pause = FIRST_PAUSE;
        last = event.id || last;
        if (event.data) {
          onJob(JSON.parse(event.data));
        }
        if (event.event === 'end') {
          return;
        }
      }
    } catch (problem) {
      if (signal.aborted || (problem.status >= 400 && problem.status < 500 && problem.status !== 429)) {
        throw problem;
      }
    }
    onPause(true);
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(LONGEST_PAUSE, pause * 2);
  }
}

/** The events of a stream (text/event-stream, as the HTML standard has it). */
async function* events(body) {
  let rest = '';
  let event = {};
  for await (const piece of pieces(body.pipeThrough(new TextDecoderStream()))) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const line of lines.map((one) => one.replace(/\r$/, ''))) {
      if (line === '') {
        yield event;
        event = {};
      } else if (!line.startsWith(':')) {
        const colon = line.indexOf(':');
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        event[name] = name === 'data' && event.data !== undefined ? `${event.data}\n${value}` : value;
      }
    }
  }
}

/** Not every browser lets a stream be iterated. */
async function* pieces(stream) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
