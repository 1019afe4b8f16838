import { json } from './api.js';
import { byId } from './dom.js';
import { number } from './format.js';
import { openJob } from './job.js';
import { askForKey, key } from './key.js';
import { problemCard } from './problem.js';
import { openStart, prepareStart } from './start.js';

// What stands behind the # of the address is where we are: #/ the start, #/jobs/ID a job.

const ACCOUNT_AFTER = 15000;

let view = new AbortController();

function open() {
  const hash = location.hash;
  if (hash !== '' && !hash.startsWith('#/')) {
    return; // a place on this page
  }
  view.abort();
  view = new AbortController();
  byId('trouble').replaceChildren();
  const job = /^#\/jobs\/(\d+)$/.exec(hash);
  if (job) {
    openJob(job[1], view.signal);
  } else {
    openStart(view.signal);
  }
  showAccount();
}

async function showAccount() {
  const shown = byId('account');
  try {
    const account = await json('/v1/account?limit=1');
    shown.hidden = false;
    shown.textContent = account.unmetered
      ? `Account ${account.name}`
      : `${account.name}: ${number(account.balance)} credits${account.reserved ? `, ${number(account.reserved)} held` : ''}`;
    byId('change-key').hidden = !key();
    byId('trouble').replaceChildren();
  } catch (problem) {
    shown.hidden = true;
    byId('trouble').replaceChildren(problemCard('Your account cannot be shown.', problem, open));
  }
}

byId('change-key').addEventListener('click', async () => {
  if (await askForKey(null)) {
    open();
  }
});
window.addEventListener('hashchange', () => {
  open();
  byId('main').focus();
});
setInterval(() => {
  if (!document.hidden && !byId('account').hidden) {
    showAccount();
  }
}, ACCOUNT_AFTER);
prepareStart();
open();
