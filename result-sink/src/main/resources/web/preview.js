import { json } from './api.js';
import { byId, el, refill, say } from './dom.js';
import { bytes, count, number } from './format.js';
import { problemCard } from './problem.js';
import { textCell, userText } from './text.js';
import { form, newUploadName, upload } from './upload.js';

// What the server understood of a list, and what is to be done with it.

/** So much of a text is enough; archives and workbooks are read whole. */
const ENOUGH_BYTES = 1 << 20;
const ROWS_SHOWN = 6;

const FORMATS = { csv: 'CSV', lines: 'text, an address to a line', json: 'JSON', ndjson: 'NDJSON', xlsx: 'Excel workbook' };
const DELIMITERS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
const LEVELS = [
  ['syntax', 'Syntax', 'Grammar, providers’ rules, disposable and misspelt domains. Asks nobody; done at once.'],
  ['dns', 'Domain', 'Also whether the domain has mail servers. The best for most lists.'],
  ['smtp', 'Mailbox', 'Also asks the mail servers, without sending mail. Takes longest.'],
];
const DEDUPES = [
  ['off', 'Each row for itself'],
  ['exact', 'The same address once'],
  ['canonical', 'The same mailbox once (case, dots and tags aside)'],
];

const COLUMN = ['column', 'The column with the addresses, by name or number'];
const CHARSET = ['charset', 'Charset of the list, such as windows-1250'];
const REMEDIES = {
  no_address_column: COLUMN,
  unknown_column: COLUMN,
  invalid_encoding: CHARSET,
  unknown_charset: CHARSET,
  unknown_sheet: ['sheet', 'The sheet, by name or number'],
};

let current = null;

/** Shows what the server makes of a list, and offers to start. */
export async function preview(file, options = {}) {
  current?.abort();
  const turn = new AbortController();
  current = turn;
  const panel = byId('preview');
  panel.hidden = false;
  byId('choose').hidden = true;
  if (!options.sheet && !options.charset) {
    panel.replaceChildren(el('h2', { id: 'preview-title', tabindex: '-1' }, 'Reading ', userText(file.name), ' …'));
    panel.scrollIntoView({ block: 'nearest' });
  }
  say(`Reading ${file.name}`);
  try {
    const start = await beginning(file);
    const found = await json('/v1/lists/preview', { method: 'POST', body: form(start, options, file.name), signal: turn.signal });
    if (current === turn) {
      fill(panel, { file, options, found, rows: estimate(found, file, start), turn });
    }
  } catch (problem) {
    if (current !== turn) {
      return;
    }
    refill(panel,
      el('h2', { id: 'preview-title', tabindex: '-1' }, userText(file.name)),
      problemCard('This list cannot be read.', problem, problem.status ? null : () => preview(file, options)),
      remedy(file, options, problem),
      el('p', { class: 'actions' }, el('button', { type: 'button', class: 'secondary', onclick: close }, 'Choose another list')));
  }
  byId('preview-title').focus();
}

/** What the user can say that the list does not, in a form of its own; null when that would not help. */
function remedy(file, options, problem) {
  const [name, label] = REMEDIES[problem.code] ?? [];
  if (!name) {
    return null;
  }
  const input = el('input', { id: 'remedy', value: options[name] ?? '', required: true, autocomplete: 'off' });
  const again = (event) => {
    event.preventDefault();
    preview(file, { ...options, [name]: input.value.trim() });
  };
  return el('form', { class: 'remedy', onsubmit: again },
    el('p', { class: 'field' }, el('label', { for: 'remedy' }, label), input),
    el('p', { class: 'actions' }, el('button', {}, 'Read it again')));
}

/** Back to where a list is chosen. */
export function closePreview() {
  current?.abort();
  current = null;
  byId('preview').hidden = true;
  byId('choose').hidden = false;
}

function close() {
  closePreview();
  byId('file').focus();
}

async function beginning(file) {
  const mark = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const zip = mark[0] === 0x50 && mark[1] === 0x4b;
  return zip ? file : file.slice(0, ENOUGH_BYTES);
}

/** Of a beginning the server can tell the beginning's rows alone; null when nothing tells. */
function estimate(found, file, start) {
  if (found.estimatedRows === undefined || start.size === 0) {
    return null;
  }
  const exact = found.complete && start.size === file.size;
  const rows = exact ? found.estimatedRows : Math.round((found.estimatedRows * file.size) / start.size);
  return { rows, exact };
}

function fill(panel, list) {
  const { file, options, found, rows } = list;
  const facts = [
    FORMATS[found.format] ?? found.format,
    found.container === 'none' ? null : `in ${found.container.toUpperCase()}`,
    found.format === 'csv' ? `separated by ${DELIMITERS[found.delimiter] ?? found.delimiter}` : null,
    found.format === 'xlsx' ? null : found.charset,
    bytes(file.size),
  ];
  const chosen = choices(list);
  refill(panel,
    el('h2', { id: 'preview-title', tabindex: '-1' }, userText(file.name)),
    el('p', { class: 'understood' },
      rows ? el('strong', {}, `${rows.exact ? '' : 'about '}${count(rows.rows, 'row')}`) : null,
      rows ? ' · ' : null, facts.filter(Boolean).join(' · ')),
    found.warnings.length > 0
      ? el('ul', { class: 'notes', 'aria-label': 'What may surprise' }, found.warnings.map((one) => el('li', {}, userText(one, 500))))
      : null,
    table(found),
    chosen);
  mark(panel, found.addressColumn);
  const charset = panel.querySelector('[name=charset]');
  charset.addEventListener('change', () => preview(file, { ...options, charset: charset.value.trim() }));
  panel.querySelector('[name=sheet]')?.addEventListener('change', (event) => preview(file, { ...options, sheet: event.target.value }));
  panel.querySelector('[name=column]').addEventListener('change', (event) => mark(panel, Number(event.target.value)));
  say(`${file.name}: ${found.columns.length} columns, the addresses are in ${found.columns[found.addressColumn]}`);
}

function table(found) {
  const rows = found.rows.slice(0, ROWS_SHOWN);
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'The first rows of the list' },
    el('table', { class: 'cells' },
      el('thead', {}, el('tr', {}, found.columns.map((name) => textCell('th', name, 60)))),
      el('tbody', {}, rows.map((row) => el('tr', {}, found.columns.map((_, at) => textCell('td', row[at] ?? '', 80)))))));
}

/** Shows which column has the addresses. */
function mark(panel, column) {
  for (const row of panel.querySelectorAll('tr')) {
    [...row.cells].forEach((cell, at) => cell.classList.toggle('addresses', at === column));
  }
  const head = panel.querySelector('th.addresses');
  const scroll = panel.querySelector('.scroll');
  scroll.scrollLeft = head.offsetLeft - (scroll.clientWidth - head.offsetWidth) / 2;
}

function choices(list) {
  const { file, options, found } = list;
  const select = (name, choices, selected) =>
    el('select', { id: `option-${name}`, name }, choices.map(([value, label]) => el('option', { value, selected: value === selected }, label)));
  const field = (name, label, control) => el('p', { class: 'field' }, el('label', { for: `option-${name}` }, label), control);
  const start = el('form', { class: 'options' },
    el('div', { class: 'grid' },
      field('column', 'Addresses are in', select('column', found.columns.map((name, at) => [String(at), shortName(name, at)]), String(found.addressColumn))),
      found.sheets?.length > 1
        ? field('sheet', 'Sheet', select('sheet', found.sheets.map((name) => [name, name]), found.sheet))
        : null,
      field('dedupe', 'Duplicates', select('dedupe', DEDUPES, 'off')),
      field('name', 'Name', el('input', { id: 'option-name', name: 'name', value: file.name, maxlength: '200', autocomplete: 'off' }))),
    el('fieldset', { class: 'levels' },
      el('legend', {}, 'How far to verify'),
      LEVELS.map(([value, label, meaning]) => el('label', { class: 'level' },
        el('input', { type: 'radio', name: 'level', value, checked: value === 'dns' }),
        el('span', {}, el('strong', {}, label), el('span', { class: 'faint' }, meaning))))),
    el('details', { open: Boolean(options.charset) },
      el('summary', {}, 'Letters look wrong?'),
      field('charset', 'Charset of the list', el('input', { id: 'option-charset', name: 'charset', value: options.charset ?? '', placeholder: found.charset, list: 'charsets', autocomplete: 'off' })),
      el('datalist', { id: 'charsets' }, ['utf-8', 'windows-1252', 'windows-1250', 'iso-8859-2', 'shift_jis', 'gb18030', 'utf-16le'].map((name) => el('option', { value: name })))),
    el('div', { class: 'outcome' }),
    el('p', { class: 'actions' },
      el('button', { type: 'submit', id: 'go' }, 'Start'),
      el('button', { type: 'button', class: 'secondary', onclick: close }, 'Choose another list')));
  const names = new Map();
  start.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(start, list, names);
  });
  return start;
}

function shortName(name, at) {
  const label = name.length > 60 ? `${name.slice(0, 60)} …` : name;
  return `${label || '(no name)'} (column ${at + 1})`;
}

/** The column by its number, unless another one is called like that. */
function columnChoice(columns, at) {
  const byNumber = String(at + 1);
  return columns.includes(byNumber) ? columns[at] : byNumber;
}

async function submit(start, { file, options, found, turn }, names) {
  const chosen = new FormData(start);
  const asked = {
    ...options,
    name: chosen.get('name').trim(),
    level: chosen.get('level'),
    column: columnChoice(found.columns, Number(chosen.get('column'))),
    dedupe: chosen.get('dedupe'),
  };
  // the same again after a failure is the same upload, so that it makes one job
  const what = JSON.stringify(asked);
  if (!names.has(what)) {
    names.set(what, newUploadName());
  }
  const outcome = start.querySelector('.outcome');
  const go = start.querySelector('#go');
  const bar = el('progress', { max: '1', value: '0', 'aria-label': 'Sending the list' });
  const sent = el('p', { class: 'faint' }, 'Sending …');
  outcome.replaceChildren(bar, sent);
  go.disabled = true;
  say(`Sending ${file.name}`);
  try {
    const job = await upload(file, asked, names.get(what), (loaded, total) => {
      bar.value = total ? loaded / total : 0;
      sent.textContent = loaded < total
        ? `${bytes(loaded)} of ${bytes(total)} sent`
        : 'All is sent; the server checks the list …';
    }, turn.signal);
    say(`${number(job.rows)} rows are being verified`);
    closePreview();
    location.hash = `#/jobs/${job.id}`;
  } catch (problem) {
    if (!turn.signal.aborted) {
      outcome.replaceChildren(problemCard('The list was not taken.', problem));
    }
  } finally {
    go.disabled = false;
  }
}
