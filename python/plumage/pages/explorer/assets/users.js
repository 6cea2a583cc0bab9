/* Third view: what is predicted of a single user, beside what anybody would guess. */
const ROLES = { target: "asked about", labelled: "age known", other: "neither" };
const EVIDENCE = {
  full: "profile and tweets", profile_only: "profile alone", tweets_only: "tweets alone",
  network_only: "accounts followed or mentioned alone", none: "nothing",
};
const USERS_LISTED = 200;

function usersView(panel, go) {
  if (!PAGE.users.are_shown) {
    put(panel, missing("Single users are not in this page. A predicted age of a person is "
      + "personal data, and the warehouse was built with ", el("code", {}, "show_texts: false"),
    `: groups are what it may show. ${plural(PAGE.users.total, "user has a prediction",
      "users have a prediction")} in `, el("code", {}, "marts.fct_age_predictions"), "."),
    el("p", {}, "Whoever is entitled to look at single users makes a page that holds them with ",
      el("code", {}, "plumage explore --users"), " (or a list of ids behind it), and "
        + "keeps it like the data."));
    return { route() {} };
  }
  const users = records("users");
  if (!users.length) {
    put(panel, emptied("No age has been predicted yet.", "users"));
    return { route() {} };
  }
  const byId = new Map(users.map((user) => [user.user_id, user]));
  const probabilities = new Map(records("probabilities").map((row) =>
    [row.user_id, row.probabilities]));
  const drivers = grouped(records("drivers"), "user_id");
  const phrases = records("phrases").map((row) => row.phrase);
  const bands = records("bands");
  const bandName = (id) => bands.find((band) => band.age_band_id === id)?.age_band ?? MISSING;
  const [floor] = records("floor");
  const metrics = records("metrics");
  const covers = records("interval_cover");
  const setCovers = records("set_cover");
  const known = bands.some((band) => band.user_count === null) ? null
    : bands.reduce((sum, band) => sum + band.user_count, 0);
  const detail = el("div", { id: "user-detail", class: "detail" });
  const counted = el("p", { class: "note" });
  const picks = listbox("user-list", "Users", (id) => go("users", id));
  let chosen = null;
  let filter = "";
  let kind = "all";
  let matching = users;

  function renderList() {
    const kept = {
      all: () => true, target: (user) => user.role === "target",
      labelled: (user) => user.role === "labelled", abstain: (user) => user.abstain,
      sure: (user) => !user.abstain,
    }[kind];
    matching = users.filter((user) => kept(user) && user.user_id.includes(filter.trim()));
    const shown = matching.slice(0, USERS_LISTED);
    counted.textContent = `${count(shown.length)} of ${count(matching.length)} matching users `
      + `listed; ${count(users.length)} of ${count(PAGE.users.total)} users are in this page`
      + (users.length < PAGE.users.total ? ", those of ages_test.csv first." : ".");
    picks.show(shown.map((user) => ({ value: user.user_id, content: el("span", { class: "pick" },
      user.user_id, el("span", { class: "unit" }, ` ${user.predicted_age_years} [${
        user.interval_low_years}, ${user.interval_high_years}]${
        user.abstain ? ", abstains" : ""}`)) })));
    picks.mark(chosen);
    if (filter) say(`${matching.length} users match`);
  }

  /* The user shown is always one of the list; a deep link alone may show another. */
  function narrow() {
    renderList();
    if (matching.length && !matching.some((user) => user.user_id === chosen)) {
      chosen = matching[0].user_id;
      picks.mark(chosen);
      go("users", chosen);
    }
    renderDetail();
  }

  function showAll() {
    filter = "";
    kind = "all";
    panel.querySelector(".controls select").value = kind;
    const input = panel.querySelector('input[type="search"]');
    input.value = "";
    input.focus();
    narrow();
  }

  function renderDetail() {
    const user = byId.get(chosen);
    if (!matching.length) {
      put(detail, nothing("No user in this page matches.", "Show all users", showAll));
      return;
    }
    if (!user) {
      put(detail, missing(`User ${chosen} is not in this page. `, "Make one with ",
        el("code", {}, `plumage explore --users ${chosen.replace(/\D/g, "")}`), "."));
      return;
    }
    put(detail,
      el("h2", {}, `User ${user.user_id}`),
      el("ul", { class: "cards" },
        el("li", { class: `card${user.abstain ? " caution" : ""}` }, "Predicted age",
          el("span", { class: "figure" }, `${user.predicted_age_years} `,
            el("span", { class: "small" }, `[${user.interval_low_years}, ${
              user.interval_high_years}]`)),
          el("span", { class: "floor" }, "whole years, interval that holds "
            + `${percent(user.interval_cover)} of users on average`)),
        el("li", { class: "card" }, "May well be",
          el("span", { class: "figure" }, user.age_band_set),
          el("span", { class: "floor" }, "set of bands that holds "
            + `${percent(user.interval_cover)} of the users of every band`)),
        el("li", { class: "card" }, "What anybody would guess",
          el("span", { class: "figure" }, floor ? number(floor.median_age_years) : MISSING),
          el("span", { class: "floor" }, floor
            ? `the median of ${count(floor.user_count)} known ages, without looking`
            : "no known age is in the warehouse"))),
      user.abstain ? el("p", { class: "verdict no" }, el("strong", {}, "The model abstains. "),
        "Its band probabilities are hardly other than the shares of all users ("
          + `${number(user.information_bits)} bits apart): take this for no prediction.`)
        : null,
      el("p", {}, `Rests on: ${EVIDENCE[user.evidence_level] ?? user.evidence_level}. Role: ${
        ROLES[user.role] ?? user.role}. `, user.role === "labelled"
        ? "This user's age is known: the prediction was made by models that had not seen it. The "
          + `final model, which has, says ${user.in_sample_age_years}; what moved it stands below.`
        : null),
      line(user), bandTable(user), driverPart(user), trustTable(user));
  }

  /* Prediction, interval and floor on one axis of ages. */
  function line(user) {
    if (!floor) return null;
    const low = Math.min(floor.min_age_years, user.interval_low_years);
    const high = Math.max(floor.max_age_years, user.interval_high_years);
    const x = (age) => (12 + 376 * ((age - low) / (high - low || 1))).toFixed(1);
    const ticks = [];
    for (let age = Math.ceil(low / 10) * 10; age <= high; age += 10) ticks.push(age);
    return el("figure", {},
      svg("svg", { viewBox: "0 0 400 62", role: "img", "aria-label": `Predicted ${
        user.predicted_age_years} years, interval ${user.interval_low_years} to ${
        user.interval_high_years}; median of known ages ${floor.median_age_years}`,
      class: "ages" },
      svg("line", { x1: x(low), x2: x(high), y1: 32, y2: 32, class: "axis" }),
      ticks.map((age) => [
        svg("line", { x1: x(age), x2: x(age), y1: 32, y2: 38, class: "axis" }),
        svg("text", { x: x(age), y: 54, "text-anchor": "middle" }, age)]),
      svg("line", { x1: x(user.interval_low_years), x2: x(user.interval_high_years), y1: 32, y2: 32,
        class: "range accent" }),
      svg("line", { x1: x(floor.median_age_years), x2: x(floor.median_age_years), y1: 18, y2: 32,
        class: "floor-mark" }),
      svg("path", { d: `M${x(floor.median_age_years)} 2l5 8l-5 8l-5-8z`, class: "floor-mark" }),
      svg("circle", { cx: x(user.predicted_age_years), cy: 32, r: 6, class: "value-mark" })),
      el("figcaption", { class: "note" }, "● predicted year with its interval, ◇ the median of "
        + "known ages (the baseline)."));
  }

  function bandTable(user) {
    const shares = bands.map((band) =>
      (known && band.user_count !== null ? band.user_count / known : null));
    const values = probabilities.get(user.user_id);
    if (!values) return emptied("No band probabilities.", "probabilities");
    const off = metrics.find((row) =>
      row.metric === "calibration_error" && row.evaluation === "cv");
    return el("section", {}, el("h3", {}, "How probable each age band is"),
      table("Probability of the bands, beside their shares among known ages",
        ["Age band", ["Probability", "number"], ["Share of all (floor)", "number"],
          "Bar, tick: floor"],
        bands.map((band, place) => ({
          current: band.age_band_id === user.most_probable_age_band_id,
          cells: [band.age_band, percent(values[place]), percent(shares[place]),
            bar(values[place], shares[place])] })), { isStacked: true }),
      off ? el("p", { class: "note" }, "Over users that the model had not seen, probabilities were "
        + `off by ${percent(off.value)} on average `,
      interval(off.ci_low, off.ci_high, percent), `; perfect ones would be by ${
        percent(off.floor_value)}.`) : null,
      user.most_probable_age_band_id === user.age_band_id ? null : el("p", { class: "note" },
        `The predicted year lies in ${bandName(user.age_band_id)}, the most probable band is ${
          bandName(user.most_probable_age_band_id)}: years and bands are chosen for different `
        + "aims, and may disagree."));
  }

  function driverPart(user) {
    const rows = drivers.get(user.user_id) || [];
    const part = el("section", {}, el("h3", {}, "What moved the prediction"));
    if (!rows.length) {
      part.append(emptied("No drivers are known for this user.", "drivers"));
      return part;
    }
    const most = Math.max(...rows.map((row) => row.part_share || 0)) || 1;
    for (const [direction, arrow] of [["older", "▲"], ["younger", "▼"]]) {
      const moved = rows.filter((row) => row.kind === "driver" && row.direction === direction);
      part.append(moved.length
        ? table(`${arrow} To ${direction}: this user …`,
          ["Driver", ["Share of all movement", "number"], "Bar"],
          moved.map((row) => [phrases[row.phrase] ?? MISSING, percent(row.part_share),
            bar(row.part_share / most)]))
        : el("p", { class: "note" }, `${arrow} Nothing of weight moved it to ${direction}.`));
    }
    const rest = rows.find((row) => row.kind === "rest");
    part.append(el("p", { class: "note" }, rest ? `Everything else: ${percent(rest.part_share)}, `
      + `to ${rest.direction}. ` : "", "The floor of every user is what holds of everybody; shares "
      + "are of the movement away from it. Drivers describe the model, and cause nothing."));
    return part;
  }

  function coverRow(name, row, whose) {
    return [name, row.cover === null ? row.verdict
      : [withInterval(row.cover, row.ci_low, row.ci_high, percent),
        el("span", { class: "unit" }, row.verdict)],
    `${percent(row.promised_cover)} (promised ${whose})`, count(row.user_count)];
  }

  function trustTable(user) {
    if (!metrics.length) {
      return emptied("These predictions were not judged on this data.", "metrics");
    }
    const find = (evaluation, metric) => metrics.find((row) =>
      row.model === "stacked_years" && row.evaluation === evaluation && row.metric === metric);
    const rows = [];
    const years = find("cv", "mae");
    if (years) {
      rows.push(["Error in years, mean, unseen users (cross-validation)",
        withInterval(years.value, years.ci_low, years.ci_high),
        `${number(years.floor_value)} (always the median)`, count(years.n)]);
    }
    const held = find("held_out", "mae");
    if (held) {
      rows.push(["The same, users asked about whose age is known",
        withInterval(held.value, held.ci_low, held.ci_high),
        `${number(held.floor_value)} (always the median)`, count(held.n)]);
    }
    const accuracy = find("cv", "accuracy");
    if (accuracy) {
      rows.push(["Predicted year in the right band",
        withInterval(accuracy.value, accuracy.ci_low, accuracy.ci_high, percent),
        `${percent(accuracy.floor_value)} (always the largest band)`, count(accuracy.n)]);
    }
    for (const [groupKind, value, name] of [["all", "all", "everybody"],
      ["predicted_band", bandName(user.age_band_id),
        `users predicted as ${bandName(user.age_band_id)}`]]) {
      const row = covers.find((one) => one.group_kind === groupKind && one.group_value === value);
      if (row) {
        rows.push(coverRow(`Intervals that held the true age, ${name}`, row, "on average"));
      }
    }
    const everybody = covers.find((row) => row.group_kind === "all");
    for (const band of bands) {
      const row = setCovers.find((one) => one.group_value === band.age_band);
      if (row) {
        rows.push(coverRow(`Sets of bands that held the true band, ${band.age_band}`, row,
          "in every band"));
      }
    }
    return el("section", {}, el("h3", {}, "How far to trust it"),
      table("Judged on users whom no model had seen",
        ["Figure", ["Value [95 %]", "number"], ["Floor or promise", "number"],
          ["Users", "number"]], rows, { isStacked: true }),
      everybody ? el("p", { class: "note" }, "Of these users, "
        + `${percent(everybody.above_share)} are older than their interval and ${
          percent(everybody.below_share)} younger.`) : null);
  }

  put(panel,
    el("p", {}, PAGE.users.because === "show_texts"
      ? "Single users are shown because the warehouse was built with show_texts, as demo data are."
      : "Single users are shown because they were asked for. Keep this page like the data.",
    " Promise nothing of a single person: the interval is wide for most."),
    el("div", { class: "controls" },
      select("Show", [
        { value: "all", label: "all in this page" },
        { value: "target", label: "those asked about" },
        { value: "labelled", label: "those whose age is known" },
        { value: "abstain", label: "those where the model abstains" },
        { value: "sure", label: "those where it does not" },
      ], kind, (value) => { kind = value; narrow(); }),
      search("Find an id", (text) => { filter = text; narrow(); })),
    counted, el("div", { class: "split" }, picks.element, detail));
  renderList();
  return {
    route([id]) {
      // A prediction is what readers come for: the first user of whom there is one.
      chosen = id || (users.find((user) => !user.abstain) ?? users[0]).user_id;
      picks.mark(chosen);
      renderDetail();
      say(`User ${chosen}`);
    },
  };
}
