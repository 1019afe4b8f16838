const WHOLE = new Intl.NumberFormat('en');
const TENTHS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const MOMENT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export function number(value) {
  return WHOLE.format(value);
}

/** A share of a whole; what is there is never "0 %", and what is missing never makes "100 %". */
export function percent(part, whole) {
  if (!whole) {
    return '0 %';
  }
  const share = (part * 100) / whole;
  if (part > 0 && share < 0.1) {
    return '< 0.1 %';
  }
  if (part === whole) {
    return '100 %';
  }
  return `${TENTHS.format(Math.floor(share * 10) / 10)} %`;
}

export function count(value, one, many = `${one}s`) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

export function moment(iso) {
  return MOMENT.format(new Date(iso));
}

/** A time in seconds, in the two largest units that it has. */
export function duration(seconds) {
  const units = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];
  const parts = [];
  let left = Math.max(1, Math.round(seconds));
  for (const [name, size] of units) {
    if (left >= size && parts.length < 2) {
      parts.push(`${Math.floor(left / size)} ${name}`);
    } else if (parts.length > 0) {
      break;
    }
    left %= size;
  }
  return parts.join(' ');
}

export function bytes(value) {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let at = 0;
  let size = value;
  while (size >= 1000 && at < units.length - 1) {
    size /= 1000;
    at += 1;
  }
  return at === 0 ? count(value, 'byte') : `${TENTHS.format(size)} ${units[at]}`;
}

/** Words of the interface, such as no_mail_server, for people. */
export function words(name) {
  return name.replaceAll('_', ' ');
}
