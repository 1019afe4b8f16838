import { askForKey, keyHeaders } from './key.js';
import { Problem } from './problem.js';

/**
 * Sends a list with its options. XMLHttpRequest, since fetch does not tell how much has been sent.
 *
 * @param again names the upload: sent twice, it is one job
 * @param onSent called with bytes sent and bytes in all
 */
export async function upload(file, options, again, onSent, signal) {
  for (;;) {
    try {
      return await once(file, options, again, onSent, signal);
    } catch (problem) {
      if (problem.status !== 401 || !(await askForKey(problem))) {
        throw problem;
      }
    }
  }
}

/** The form of a list: what is asked comes before the file, which the server reads as it arrives. */
export function form(file, options, name = file.name) {
  const fields = new FormData();
  for (const [key, value] of Object.entries(options)) {
    if (value) {
      fields.append(key, value);
    }
  }
  fields.append('file', file, name);
  return fields;
}

function once(file, options, again, onSent, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/jobs');
    request.responseType = 'json';
    for (const [name, value] of Object.entries({ ...keyHeaders(), 'Idempotency-Key': again })) {
      request.setRequestHeader(name, value);
    }
    request.upload.addEventListener('progress', (event) => onSent(event.loaded, event.total));
    request.addEventListener('load', () => {
      if (request.status === 202) {
        resolve(request.response);
      } else {
        reject(Problem.from(request.status, request.response, request.getResponseHeader('X-Request-Id')));
      }
    });
    request.addEventListener('error', () => reject(Problem.unreachable()));
    request.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(form(file, options));
  });
}

/** A name for an upload that nobody else gives. */
export function newUploadName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
