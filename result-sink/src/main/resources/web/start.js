import { byId, show } from './dom.js';
import { showHistory } from './history.js';
import { preview } from './preview.js';

// The beginning: a list is dropped, chosen or pasted. What follows is the preview's.

export function openStart(signal) {
  document.title = 'Winnow';
  show('start');
  showHistory(signal);
}

/** Once, when the page is loaded. */
export function prepareStart() {
  const file = byId('file');
  file.addEventListener('change', () => {
    if (file.files.length > 0) {
      preview(file.files[0]);
    }
    // the same file chosen again is a choice, too
    file.value = '';
  });
  prepareDrop(byId('drop'));
  preparePaste(byId('paste'), byId('paste-area'), byId('pasted'));
}

function prepareDrop(drop) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
  // a file that misses the place must not replace the page
  for (const kind of ['dragover', 'drop']) {
    window.addEventListener(kind, (event) => {
      if (carriesFiles(event)) {
        event.preventDefault();
      }
    });
  }
  window.addEventListener('dragover', (event) => drop.classList.toggle('aimed', carriesFiles(event)));
  window.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) {
      drop.classList.remove('aimed');
    }
  });
  window.addEventListener('drop', (event) => {
    drop.classList.remove('aimed');
    if (carriesFiles(event) && !byId('start').hidden && event.dataTransfer.files.length > 0) {
      preview(event.dataTransfer.files[0]);
    }
  });
}

function preparePaste(button, area, text) {
  button.addEventListener('click', () => {
    area.hidden = !area.hidden;
    button.setAttribute('aria-expanded', String(!area.hidden));
    if (!area.hidden) {
      text.focus();
    }
  });
  byId('take-pasted').addEventListener('click', () => {
    if (text.value.trim()) {
      preview(pastedFile(text.value));
    } else {
      text.focus();
    }
  });
}

/** Rows of a spreadsheet have delimiters; without any, each line is an address as it stands. */
function pastedFile(text) {
  const columns = /[\t;,]/.test(text);
  return new File([text], columns ? 'pasted list.csv' : 'pasted list.txt');
}
