import { askForKey, keyHeaders } from './key.js';
import { Problem } from './problem.js';

/** Asks the server, and asks the user for a key when the server wants one. Throws a Problem. */
export async function send(path, options = {}) {
  for (;;) {
    let response;
    try {
      response = await fetch(path, { ...options, headers: { ...options.headers, ...keyHeaders() }, cache: 'no-store' });
    } catch (failure) {
      if (options.signal?.aborted) {
        throw failure;
      }
      throw Problem.unreachable();
    }
    if (response.ok) {
      return response;
    }
    const problem = await Problem.of(response);
    if (response.status !== 401 || !(await askForKey(problem))) {
      throw problem;
    }
  }
}

export async function json(path, options) {
  return (await send(path, options)).json();
}

/** A path with parameters; empty ones are left out. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') {
      query.set(name, value);
    }
  }
  return query.size ? `${path}?${query}` : path;
}

/** Ids of the jobs that were deleted on this page: the server may still list one for a moment. */
export const deleted = new Set();
