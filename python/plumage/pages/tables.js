/* Tables that sort by a click on a heading, with a button that saves the rows as CSV. Each
   `<table class="sortable">` of the page becomes one at once; tables made later are passed to
   makeSortable, when they stand beside what they are shown in. */
const makeSortable = (() => {
  const MISSING = ["", "–", "-"];
  const PLAIN_NUMBER = /^[+−-]?\d[\d,]*(\.\d+)?$/;
  const LEADING_NUMBER = /^[<>]?\s*[+−-]?\d[\d,]*(\.\d+)?/;
  // Dates sort as texts; so do ids, whose digits a number does not hold.
  const TEXT_OF_DIGITS = /^(\d{4}-\d\d|\d{16})/;
  const texts = new Intl.Collator("en", { numeric: true });

  /* What a cell says, without marks that only repeat it. */
  function textOf(cell) {
    const copy = cell.cloneNode(true);
    for (const mark of copy.querySelectorAll('[aria-hidden="true"], svg')) mark.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function plain(number) {
    return number.replace("−", "-").replace(/[<>,\s]/g, "");
  }

  /* Number or text to sort by; null for what is missing. A <data> in front is exact. */
  function keyOf(cell) {
    const text = textOf(cell);
    if (MISSING.includes(text)) return null;
    const exact = cell.querySelector("data[value]");
    if (exact && text.startsWith(textOf(exact)) && Number.isFinite(Number(exact.value))) {
      return Number(exact.value);
    }
    const found = TEXT_OF_DIGITS.test(text) ? null : text.match(LEADING_NUMBER);
    return found ? Number(plain(found[0])) : text;
  }

  function rowsOf(table) {
    return [...table.tBodies].flatMap((body) => [...body.rows]);
  }

  /* Numbers start with the largest, texts with A; the third click brings back the first order. */
  function sort(table, heading, firstOrder) {
    const column = heading.cellIndex;
    const keys = new Map(firstOrder.map((row) => [row, keyOf(row.cells[column])]));
    const known = firstOrder.filter((row) => keys.get(row) !== null);
    const areNumbers = known.every((row) => typeof keys.get(row) === "number");
    const orders = areNumbers
      ? ["descending", "ascending", null] : ["ascending", "descending", null];
    const order = orders[(orders.indexOf(heading.getAttribute("aria-sort")) + 1) % 3];
    for (const one of heading.parentNode.cells) one.removeAttribute("aria-sort");
    let rows = firstOrder;
    if (order) {
      heading.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      known.sort((one, other) => sign * (areNumbers
        ? keys.get(one) - keys.get(other)
        : texts.compare(textOf(one.cells[column]), textOf(other.cells[column]))));
      rows = [...known, ...firstOrder.filter((row) => keys.get(row) === null)];
    }
    table.tBodies[0].append(...rows);
  }

  function csvCell(cell, end = "") {
    const exact = cell.querySelector("data[value]");
    const text = textOf(cell) + end;
    if (exact && textOf(exact) === text) return exact.value;
    if (PLAIN_NUMBER.test(text) && !/^0\d/.test(text)) return plain(text);
    // A spreadsheet would run a text that begins like a formula.
    const safe = /^[=+@-]/.test(text) ? `'${text}` : text;
    return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function titleOf(table) {
    const named = document.getElementById(table.getAttribute("aria-labelledby"));
    return (table.caption ?? named)?.textContent.replace(/\s+/g, " ").trim() || document.title;
  }

  /* A cell of a value with its range becomes three columns. */
  function numbersOf(cell) {
    return [...cell.querySelectorAll("data[value]")].map((one) => one.value);
  }

  function csvCells(cell, count, ends) {
    if (count < 2) return [csvCell(cell)];
    if (ends) return ["", " from", " to"].slice(0, count).map((end) => csvCell(cell, end));
    const numbers = numbersOf(cell);
    return Array.from({ length: count }, (_, place) => numbers[place] ?? "");
  }

  function save(table) {
    const body = rowsOf(table);
    const counts = [...table.tHead.rows[0].cells].map((_, column) => Math.min(3,
      Math.max(0, ...body.map((row) => numbersOf(row.cells[column]).length))));
    const line = (row, ends) => [...row.cells].flatMap((cell, column) =>
      csvCells(cell, counts[column], ends)).join(",");
    const lines = [...[...table.tHead.rows].map((row) => line(row, true)),
      ...body.map((row) => line(row, false))];
    // Spreadsheets know UTF-8 by the mark in front.
    const file = new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${titleOf(table).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "").slice(0, 90)}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function button(kind, onClick) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.addEventListener("click", onClick);
    return made;
  }

  return (table) => {
    const firstOrder = rowsOf(table);
    const headings = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    // A column of pictures has nothing to sort by, and one row no order.
    for (const heading of firstOrder.length < 2 ? [] : headings) {
      if (!firstOrder.some((row) => textOf(row.cells[heading.cellIndex]))) continue;
      const sorter = button("sort", () => sort(table, heading, firstOrder));
      sorter.append(...heading.childNodes);
      heading.append(sorter);
    }
    const saver = button("csv", () => save(table));
    saver.textContent = "CSV";
    saver.title = "Save this table as CSV, in the order shown";
    (table.closest(".scroll") ?? table).after(saver);
  };
})();
document.querySelectorAll("table.sortable").forEach((table) => makeSortable(table));
