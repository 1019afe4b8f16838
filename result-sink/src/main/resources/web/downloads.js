import { send, withQuery } from './api.js';
import { key } from './key.js';

export const FORMATS = [['csv', 'CSV'], ['xlsx', 'Excel'], ['jsonl', 'JSON Lines']];

export function resultsPath(id, parameters) {
  return withQuery(`/v1/jobs/${id}/results`, parameters);
}

/**
 * Makes a link to results a download. Without a key the browser's own is best; with one, which a link cannot carry, the
 * file is fetched and then saved.
 *
 * @param onTrouble told of what went wrong
 */
export function prepareDownload(link, onTrouble) {
  link.setAttribute('download', '');
  link.addEventListener('click', (event) => {
    if (!key() || link.getAttribute('aria-disabled') === 'true') {
      return;
    }
    event.preventDefault();
    link.setAttribute('aria-disabled', 'true');
    save(link.getAttribute('href'))
      .catch((problem) => {
        if (problem.name !== 'AbortError') {
          onTrouble(problem);
        }
      })
      .finally(() => link.removeAttribute('aria-disabled'));
  });
}

async function save(path) {
  const response = await send(path);
  const blob = await response.blob();
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(response.headers.get('Content-Disposition') ?? '');
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The name that the server gives the file (RFC 6266). */
function fileName(disposition) {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition);
  const plain = /filename="([^"]*)"/i.exec(disposition);
  return encoded ? decodeURIComponent(encoded[1]) : plain ? plain[1] : 'list_verified';
}
