/* Building blocks: elements, numbers in words, tables, lists. Whatever comes from the data becomes a
   text node or an attribute, never markup. */
const SVG_SPACE = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG_SPACE, name), attributes, children);
}

/* The children alone, in place of those that were there. */
function put(element, ...children) {
  element.replaceChildren();
  return fill(element, {}, children);
}

function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(row[key])) groups.set(row[key], []);
    groups.get(row[key]).push(row);
  }
  return groups;
}

/* Numbers have the digits of the story (formats.py); missing ones are a dash that is read as a word. */
const MISSING = "–";

function decimals(value, digits) {
  return new Intl.NumberFormat("en", {
    minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(value).replace("-", "−");
}

/* Counts as they are; else three digits that count, and fewer below one. */
function number(value) {
  if (value === null || value === undefined) return MISSING;
  if (Number.isInteger(value)) return decimals(value, 0);
  const place = Math.floor(Math.log10(Math.abs(value)));
  return decimals(value, place >= -2 ? Math.max(0, Math.min(2, 2 - place)) : -place);
}

function count(value) {
  return value === null || value === undefined ? MISSING : decimals(value, 0);
}

/* A share in percent without the sign, a difference of shares in points: decimals near 0 and 100. */
function points(value) {
  if (value === null || value === undefined) return MISSING;
  const hundredfold = 100 * value;
  const fromTheEnd = Math.min(Math.abs(hundredfold), Math.abs(100 - hundredfold));
  if (fromTheEnd === 0 || fromTheEnd === 100 || fromTheEnd >= 1.95) return decimals(hundredfold, 0);
  return decimals(hundredfold, fromTheEnd < 0.095 ? 2 : 1);
}

function percent(value) {
  return value === null || value === undefined ? MISSING : `${points(value)}\u00a0%`;
}

function isShare(unit) {
  return /^(share of|probability)/.test(unit);
}

function signed(text, value) {
  return value > 0 ? `+${text}` : text;
}

function plural(quantity, one, many) {
  return `${count(quantity)} ${quantity === 1 ? one : many}`;
}

/* "[low, high]"; unbroken, since half an interval misleads. */
function interval(low, high, format = number) {
  if (low === null || low === undefined || high === null || high === undefined) return "";
  const limit = format === percent ? points : format;
  return el("span", { class: "interval" }, `[${limit(low)}, ${limit(high)}]`);
}

function withInterval(value, low, high, format = number) {
  return [format(value), " ", interval(low, high, format)];
}

/* A bar behind a share; the number beside it says the same. */
function bar(share, floor = null) {
  const track = el("span", { class: "track", "aria-hidden": "true" });
  const part = el("span", { class: "part" });
  part.style.width = `${Math.min(100, Math.max(0, 100 * (share || 0)))}%`;
  track.append(part);
  if (floor !== null && floor !== undefined) {
    const tick = el("span", { class: "tick" });
    tick.style.left = `${Math.min(100, 100 * floor)}%`;
    track.append(tick);
  }
  return track;
}

let tableCount = 0;

/* A table that scrolls by itself where it is too wide, by keyboard too; a stacked one turns each row
   into a block on small screens (roles, since other displays take them from a table). Heads are texts,
   or [text, "number"]; the first cell of a row names it; a row may be {cells, current}. */
function table(caption, heads, rows, { kind = "", isStacked = false, isSortable = false } = {}) {
  const kinds = heads.map((head) => (Array.isArray(head) ? head[1] : null));
  const names = heads.map((head) => (Array.isArray(head) ? head[0] : head));
  tableCount += 1;
  const id = `table-${tableCount}`;
  const made = el("div", { class: "titled" },
    el("p", { class: "title", id }, caption),
    el("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": id },
      el("table", { class: `${kind} ${isStacked ? "stacked" : ""}`.trim(), role: "table",
        "aria-labelledby": id },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, names.map((name, place) =>
        el("th", { scope: "col", role: "columnheader", class: kinds[place] }, name)))),
      el("tbody", { role: "rowgroup" }, rows.map((row) => {
        const cells = Array.isArray(row) ? row : row.cells;
        return el("tr", { class: row.current ? "current" : null, role: "row" },
          cells.map((cell, place) => (place === 0
            ? el("th", { scope: "row", role: "rowheader" }, cell)
            : el("td", { class: kinds[place], role: "cell", "data-name": names[place] },
              el("span", {}, cell)))));
      })))));
  if (isSortable) makeSortable(made.querySelector("table"));
  return made;
}

function missing(...words) {
  return el("p", { class: "missing" }, words);
}

function say(text) {
  document.getElementById("status").textContent = text;
}

/* Radio buttons in a row. */
function choices(legend, name, options, chosen, onChoose) {
  return el("fieldset", { class: "choices" },
    el("legend", {}, legend),
    options.map(({ value, label }) => el("label", {},
      el("input", {
        type: "radio", name, value, checked: String(value) === String(chosen),
        change: () => onChoose(value),
      }),
      el("span", {}, label))));
}

function select(label, options, chosen, onChoose) {
  const control = el("select", { change: () => onChoose(control.value) },
    options.map(({ value, label: text }) =>
      el("option", { value, selected: String(value) === String(chosen) }, text)));
  return el("label", { class: "control" }, label, " ", control);
}

function search(label, onInput) {
  return el("label", { class: "control" }, label, " ",
    el("input", { type: "search", autocomplete: "off", spellcheck: "false",
      input: (event) => onInput(event.target.value) }));
}

/* That nothing was found, and the way back. */
function nothing(words, remedy, onClick) {
  return el("p", { class: "missing" }, `${words} `,
    el("button", { type: "button", class: "remedy", click: onClick }, remedy));
}

/* A list to pick from (ARIA's listbox): one stop of the tab key, arrows move and choose. */
function listbox(id, label, onPick) {
  let options = [];
  const list = el("ul", { id, role: "listbox", tabindex: "0", "aria-label": label, class: "picks",
    keydown: (event) => {
      const at = options.findIndex((option) => option.element.getAttribute("aria-selected") === "true");
      const to = {
        ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1,
        PageDown: Math.min(at + 8, options.length - 1), PageUp: Math.max(at - 8, 0),
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      if (options[to]) onPick(options[to].value);
    } });
  return {
    element: list,
    show(items) {
      options = items.map(({ value, content }, place) => ({ value, element: el("li", {
        id: `${id}-${place}`, role: "option", "aria-selected": "false", click: () => {
          list.focus({ preventScroll: true });
          onPick(value);
        } }, content) }));
      list.replaceChildren(...options.map((option) => option.element));
    },
    mark(value) {
      list.removeAttribute("aria-activedescendant");
      for (const option of options) {
        const isChosen = option.value === value;
        option.element.setAttribute("aria-selected", String(isChosen));
        if (!isChosen) continue;
        list.setAttribute("aria-activedescendant", option.element.id);
        const { offsetTop: top, offsetHeight: height } = option.element;
        if (top < list.scrollTop) list.scrollTop = top;
        const bottom = top + height - list.clientHeight;
        if (bottom > list.scrollTop) list.scrollTop = bottom;
      }
    },
  };
}
