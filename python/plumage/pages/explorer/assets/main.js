/* The page: tabs (ARIA's pattern, arrows move), deep links, facts of the warehouse. */
const PAGE = JSON.parse(document.getElementById("payload").textContent);
const VIEWS = { bands: bandsView, tweets: tweetsView, users: usersView };

/* Rows of a table of the page as objects. */
function records(name) {
  const table = PAGE.tables[name];
  if (!table) return [];
  return table.rows.map((row) =>
    Object.fromEntries(table.columns.map((column, place) => [column, row[place]])));
}

/* What to run when a table of the page is empty. */
function emptied(what, name) {
  return missing(`${what} `, "Run ", el("code", {}, PAGE.remedies[name]), ", then ",
    el("code", {}, "make explore"), ".");
}

function start() {
  const tabs = [...document.querySelectorAll('[role="tab"]')];
  const views = {};
  let current = null;

  /* `go` writes the address; the address decides what is shown. */
  function go(name, ...places) {
    const address = `#${[name, ...places].map(encodeURIComponent).join("/")}`;
    if (address === location.hash) return;
    if (name === current) {
      history.replaceState(null, "", address);
      route();
    } else {
      location.hash = address;
    }
  }

  function placesOf(hash) {
    try {
      return hash.slice(1).split("/").map(decodeURIComponent);
    } catch {
      return [];
    }
  }

  function route() {
    const [wanted, ...places] = placesOf(location.hash);
    const name = Object.hasOwn(VIEWS, wanted ?? "") ? wanted : "bands";
    for (const tab of tabs) {
      const isChosen = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
    }
    views[name] ??= VIEWS[name](document.getElementById(`view-${name}`), go);
    current = name;
    views[name].route(places);
  }

  for (const [place, tab] of tabs.entries()) {
    const name = tab.id.replace("tab-", "");
    tab.addEventListener("click", () => { if (name !== current) go(name); });
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tabs.length - 1 }[
        event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = tabs[(to + tabs.length) % tabs.length];
      next.focus();
      next.click();
    });
  }
  window.addEventListener("hashchange", route);
  facts();
  route();
  // Stays where this script does not run to its end.
  document.getElementById("no-script").remove();
}

function facts() {
  const [warehouse] = records("warehouse");
  const [run] = records("runs");
  put(document.getElementById("facts"),
    `From the warehouse of the folder “${warehouse.raw_folder}”, as of ${warehouse.as_of} UTC, `
    + `Plumage ${warehouse.project_version}${warehouse.is_pseudonymised
      ? "; ids and handles are pseudonyms" : ""}. `,
    run ? `Predictions of run ${run.run_id}, judged by the protocol “${run.validation}”. `
      : "No prediction has been made. ",
    `Groups of fewer than ${warehouse.min_group_users} users are left out and counted. `,
    "The figures are those of the schemas marts and predictions, with the digits of the story.");
  if (run && run.is_stale) {
    document.getElementById("notes").append(missing("Predictions are of an earlier state of the "
      + "warehouse. Run ", el("code", {}, PAGE.remedies.runs), ", then ",
    el("code", {}, "make explore"), "."));
  }
}

start();
