// Elements are made here, and nowhere of markup: what users give becomes text, never anything else.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes (or listeners: onclick), and children that are elements or text; null ones are left out. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...present(children));
  return element;
}

function present(children) {
  return children.flat().filter((child) => child !== null && child !== undefined && child !== false);
}

/** Puts these in place of what an element holds; null ones are left out. */
export function refill(element, ...children) {
  element.replaceChildren(...present(children));
}

export function byId(id) {
  return document.getElementById(id);
}

/** Tells people who do not see the page; what they have been told is not said again. */
export function say(text) {
  const said = byId('said');
  if (said.textContent !== text) {
    said.textContent = text;
  }
}

/** Shows one view and hides the others. */
export function show(id) {
  for (const view of document.querySelectorAll('.view')) {
    view.hidden = view.id !== id;
  }
}
