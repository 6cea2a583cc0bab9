/* Search, one table, one column; the address says which (#marts.feat_users.tweet_count). */
const PAGE = JSON.parse(document.getElementById("payload").textContent);
const MOST_LISTED = 60;
const MOST_NAMED = 8;

const relations = new Map();
const columns = [];
for (const [name, kind, description, size] of PAGE.relations) {
  const relation = { name, kind, description, columns: [] };
  relations.set(name, relation);
  for (let place = 0; place < size; place += 1) {
    const [own, type, meaning, origin, parents, reason] = PAGE.columns[columns.length];
    const column = { id: columns.length, relation, own, type, meaning, origin, parents, reason,
      children: [], name: `${name}.${own}` };
    columns.push(column);
    relation.columns.push(column);
  }
}
for (const column of columns) {
  for (const parent of column.parents) columns[parent].children.push(column.id);
}
const byName = new Map(columns.map((column) => [column.name, column]));
const content = document.getElementById("content");

/* Texts of dbt: paragraphs, lists and `code` of Markdown; nothing of them becomes markup. */
function inline(text) {
  return text.split("`").map((piece, place) => (place % 2 ? el("code", {}, piece) : piece));
}

function prose(text) {
  return text.trim().split(/\n\s*\n/).map((part) => (part.startsWith("- ")
    ? el("ul", {}, part.slice(2).split(/\n- /).map((item) => el("li", {}, inline(item))))
    : el("p", {}, inline(part))));
}

/* Long names break where their parts end. */
function link(column, text = column.name) {
  return el("a", { href: `#${column.name}` },
    text.split(/(?<=[._])/).map((part) => [part, el("wbr")]));
}

/* All columns that one leads to, each with the fewest steps; the column itself is none of them. */
function follow(column, direction) {
  const steps = new Map([[column.id, 0]]);
  const waiting = [column.id];
  while (waiting.length) {
    const id = waiting.shift();
    for (const next of columns[id][direction]) {
      if (steps.has(next)) continue;
      steps.set(next, steps.get(id) + 1);
      waiting.push(next);
    }
  }
  steps.delete(column.id);
  return [...steps].map(([id, step]) => ({ column: columns[id], step }));
}

function origin(column) {
  const lost = column.origin === "unknown"
    ? el("span", { class: "lost" }, `not traced: ${column.reason}`) : null;
  if (column.parents.length) return [named(column.parents.map((id) => columns[id])), lost && " ", lost];
  if (lost) return lost;
  if (column.origin === "made") return "no column";
  return column.relation.kind === "source" && column.relation.name.startsWith("predictions.")
    ? "written by Python" : column.relation.kind === "seed" ? "a seed" : "raw files";
}

function named(list) {
  const shown = list.slice(0, MOST_NAMED).flatMap((one, place) => [place ? ", " : "", link(one)]);
  const more = list.length - MOST_NAMED;
  return more > 0 ? [shown, ` and ${count(more)} more`] : shown;
}

function tableCountOf(found) {
  return new Set(found.map(({ column }) => column.relation.name)).size;
}

function chain(title, found) {
  return table(title, ["Column", ["Steps away", "number"], "Meaning"],
    found.map(({ column, step }) => [link(column), step, inline(column.meaning)]),
    { isStacked: true, isSortable: true });
}

function showColumn(column) {
  const above = follow(column, "parents");
  const below = follow(column, "children");
  const marts = new Set(below.filter(({ column: one }) => one.relation.name.startsWith("marts."))
    .map(({ column: one }) => one.relation.name));
  const begins = above.map((one) => one.column).filter((one) => !one.parents.length);
  put(content,
    el("p", {}, el("a", { href: `#${column.relation.name}` }, `All columns of ${
      column.relation.name}`), " · ", el("a", { href: "#" }, "All tables")),
    el("h2", { id: "title", tabindex: "-1" }, column.name),
    prose(column.meaning), el("p", { class: "note" }, `Type: ${column.type.toLowerCase()}`),
    el("h3", {}, "Where it comes from"),
    above.length
      ? [el("p", {}, "Made from ", origin(column), "."),
        el("p", {}, "Begins as ", named(begins), "."),
        chain(`All columns that ${column.name} is made from`, above)]
      : el("p", {}, "Made from ", origin(column), "."),
    el("h3", {}, "What hangs on it"),
    below.length
      ? [el("p", {}, `A change of it may change ${plural(below.length, "column", "columns")} of ${
        plural(tableCountOf(below), "table", "tables")}`, marts.size
        ? `; marts: ${[...marts].sort().map((name) => name.slice(6)).join(", ")}.` : ", no mart."),
      chain(`All columns that are made from ${column.name}`, below)]
      : el("p", {}, "No column of another table is made from it."));
}

function showRelation(relation) {
  put(content,
    el("p", {}, el("a", { href: "#" }, "All tables")),
    el("h2", { id: "title", tabindex: "-1" }, relation.name),
    el("p", { class: "note" }, `A ${relation.kind} with ${
      plural(relation.columns.length, "column", "columns")}.`),
    prose(relation.description),
    table(`Columns of ${relation.name}`,
      ["Column", "Meaning", "Made from", ["Columns that hang on it", "number"]],
      relation.columns.map((column) => [
        [link(column, column.own), " ", el("span", { class: "unit" }, column.type.toLowerCase())],
        inline(column.meaning), origin(column), count(follow(column, "children").length)]),
      { isStacked: true, isSortable: true }));
}

function showContents() {
  const schemas = new Map();
  for (const relation of relations.values()) {
    const schema = relation.name.split(".")[0];
    if (!schemas.has(schema)) schemas.set(schema, []);
    schemas.get(schema).push(relation);
  }
  put(content, el("h2", { id: "title", tabindex: "-1" }, "All tables"),
    [...schemas].map(([schema, list]) => el("details", { open: schema === "marts" },
      el("summary", {}, `${schema}${list.every((one) => one.kind === "source")
        ? " (source)" : ""}: ${plural(list.length, "table", "tables")}`),
      el("ul", { class: "names" }, list.map((relation) => el("li", {},
        el("a", { href: `#${relation.name}` }, relation.name.split(".")[1])))))));
}

/* Names first, then meanings; every word must be there. */
function showFound(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (where) => words.every((word) => where.toLowerCase().includes(word));
  const tables = [...relations.values()].filter((relation) => has(relation.name));
  const inName = columns.filter((column) => has(column.name));
  const inMeaning = columns.filter((column) =>
    !has(column.name) && has(`${column.name} ${column.meaning}`));
  const found = [...inName, ...inMeaning];
  if (!found.length && !tables.length) {
    put(content, nothing(`No column or table has “${text.trim()}” in its name or meaning.`,
      "Clear the search", () => { input.value = ""; input.focus(); route(); }));
    say("Nothing found");
    return;
  }
  put(content, el("h2", { id: "title" }, "Found"),
    tables.length ? el("ul", { class: "names" }, tables.slice(0, MOST_LISTED).map((relation) =>
      el("li", {}, el("a", { href: `#${relation.name}` }, relation.name)))) : null,
    found.length ? table(`${count(Math.min(found.length, MOST_LISTED))} of ${
      plural(found.length, "column", "columns")}`, ["Column", "Meaning"],
    found.slice(0, MOST_LISTED).map((column) => [link(column), inline(column.meaning)]),
    { isStacked: true }) : null);
  say(`${plural(found.length, "column", "columns")} found`);
}

function route() {
  let wanted = "";
  try {
    wanted = decodeURIComponent(location.hash.slice(1));
  } catch {
    // An address that is none leads to all tables.
  }
  if (byName.has(wanted)) showColumn(byName.get(wanted));
  else if (relations.has(wanted)) showRelation(relations.get(wanted));
  else showContents();
}

const box = search("Find a column or table by name or meaning",
  (text) => { if (text.trim()) showFound(text); else route(); });
const input = box.querySelector("input");
document.getElementById("search").append(box);
window.addEventListener("hashchange", () => {
  if (location.hash === "#content") return;
  input.value = "";
  route();
  const title = document.getElementById("title");
  title.focus({ preventScroll: true });
  title.scrollIntoView();
  say(title.textContent);
});
content.addEventListener("click", (event) => {
  // The address may already be that of the link: a search stands in its place.
  if (event.target.closest("a")?.hash === location.hash) { input.value = ""; route(); }
});
route();
// Stays where this script does not run to its end.
document.getElementById("no-script").remove();
