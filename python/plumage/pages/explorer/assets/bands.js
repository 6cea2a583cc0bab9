/* First view: what labelled users of an age band do and say. */
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SECTIONS = {
  rhythm: "Rhythm", rates: "Rates", kinds: "Kinds of tweets", style: "Style",
  sentiment: "Sentiment", emoji: "Emoji", content: "Hashtags and links", apps: "Apps",
  network: "Network", account: "Account", self_description: "Self-description",
};
const LARGEST = 12;
const LISTS = {
  distinctive: "distinctive: more than chance explains",
  leaning: "leaning: more than others, may be chance",
  central: "central: most used, by others too",
};

function bandsView(panel, go) {
  const bands = records("bands");
  const behaviour = grouped(records("behaviour"), "age_band_id");
  const measures = new Map(records("measures").map((measure) => [measure.measure, measure]));
  const trends = records("trends");
  const hours = grouped(records("hours"), "age_band_id");
  const emoji = grouped(records("emoji"), "age_band_id");
  const groups = records("groups");
  const terms = grouped(records("terms"), "group_id");
  const looks = new Map(bands.map((band, place) => [band.age_band_id, PAGE.looks[place]]));
  const body = el("div", {});
  let chosen = null;
  let shownMeasures = "largest";
  let shownList = "distinctive";

  function render() {
    const band = bands.find((one) => one.age_band_id === chosen);
    put(body, el("h2", { id: "band-title" }, sign(band.age_band_id), " ", band.age_band),
      el("p", { class: "lead" }, band.user_count === null
        ? `Fewer than ${minUsers()} known ages lie in this band.`
        : `${count(band.user_count)} users whose age is known stand behind these figures.`),
      behaviourPart(band), trendsPart(), termsPart(band), rhythmPart(band), emojiPart(band),
      minutesPart(band), leftOutPart());
  }

  function sign(id) {
    const mark = el("span", { class: "sign", "aria-hidden": "true" }, looks.get(id).sign);
    mark.style.color = looks.get(id).colour;
    return mark;
  }

  function behaviourPart(band) {
    const part = el("section", { "aria-labelledby": "behaviour-title" },
      el("h3", { id: "behaviour-title" }, "What these users do"));
    const rows = behaviour.get(band.age_band_id) || [];
    if (!rows.length) {
      part.append(emptied("No labelled user is in this band.", "behaviour"));
      return part;
    }
    const clear = rows.filter((row) => row.verdict === "more" || row.verdict === "less");
    const tested = rows.filter((row) => row.q_value !== null);
    part.append(el("p", {}, tested.length
      ? `${clear.length} of ${tested.length} measures that can be compared differ from all other `
        + "bands by more than chance explains (false discoveries held down by Benjamini and "
        + "Hochberg). The largest, in standard deviations over users, come first. Alike: the whole "
        + "interval is close to 0; unknown: neither a difference nor likeness is shown. "
        + "Differences describe; they are no effects of age."
      : "Too few users for a comparison."));
    const sections = [...new Set([...measures.values()].map((measure) => measure.section))];
    part.append(select("Show", [
      { value: "largest", label: `the ${LARGEST} largest differences beyond chance` },
      { value: "clear", label: `all ${clear.length} differences beyond chance` },
      { value: "all", label: `all ${rows.length} measures` },
      ...sections.map((section) => ({ value: section, label: SECTIONS[section] || section })),
    ], shownMeasures, (value) => { shownMeasures = value; renderMeasures(); }));
    const place = el("div", { id: "measures" });
    part.append(place);

    function renderMeasures() {
      const isClear = shownMeasures === "largest" || shownMeasures === "clear";
      const shown = isClear
        ? clear.slice().sort((a, b) =>
          Math.abs(b.standardised_difference) - Math.abs(a.standardised_difference))
          .slice(0, shownMeasures === "largest" ? LARGEST : undefined)
        : rows.filter((row) => shownMeasures === "all"
          || measures.get(row.measure).section === shownMeasures);
      put(place, shown.length
        ? measureTable(band, shown)
        : missing("No measure differs by more than chance explains. Choose all measures to see them."));
    }
    renderMeasures();
    return part;
  }

  /* The same whichever band is chosen: one figure a measure, over all ages. */
  function trendsPart() {
    const part = el("section", { "aria-labelledby": "trends-title" },
      el("h3", { id: "trends-title" }, "What goes with age, over all bands"));
    const clear = trends.filter((row) => row.verdict === "goes with age");
    const [alike, unclear] = ["alike", "unknown"].map((verdict) =>
      trends.filter((row) => row.verdict === verdict).length);
    part.append(el("p", {}, `${clear.length} of ${plural(trends.length, "measure", "measures")} go `
      + "with age by more than chance explains, by their rank correlation with age in years; "
      + `${alike} are alike at all ages, ${unclear} unclear, `
      + `${trends.length - clear.length - alike - unclear} too rare to compare. A correlation is no effect of age.`));
    if (!clear.length) return part;
    part.append(el("details", {}, el("summary", {}, "All that go with age, the strongest first"),
      table("Rank correlation with age", ["Measure", "Direction",
        ["Correlation [95 %]", "number"], ["q", "number"], ["Users", "number"]],
      clear.map((row) => [row.title, row.direction,
        withInterval(row.rank_correlation, row.rank_correlation_low, row.rank_correlation_high),
        chance(row.q_value), count(row.user_count)]), { isStacked: true, isSortable: true })));
    return part;
  }

  function chance(value) { return value < 0.001 ? "< 0.001" : value.toFixed(3); }

  function measureTable(band, rows) {
    const reading = el("p", { class: "reading" }, "How to read the lines: ", sign(band.age_band_id),
      " this band with its 95 % interval, ◇ all other bands together (the baseline), small dots the "
      + "single bands. Each line has a scale of its own.");
    return el("div", {}, reading, table(
      `Behaviour of users of ${band.age_band}, means over users`,
      ["Measure", "Verdict", "Line", ["This band [95 %]", "number"], ["Others", "number"],
        ["Difference [95 %]", "number"], ["Users", "number"]],
      rows.map((row) => {
        const { title, unit } = measures.get(row.measure);
        const format = isShare(unit) ? percent : number;
        const change = isShare(unit) ? points : number;
        return [
          [title, " ", el("span", { class: "unit" }, unit)],
          [verdictWord(row.verdict), row.is_small
            ? [" ", el("span", { class: "unit" }, "few users")] : null],
          strip(band, row),
          withInterval(row.value, row.value_low, row.value_high, format),
          format(row.other_value),
          [signed(change(row.difference), row.difference),
            isShare(unit) && row.difference !== null ? " points " : " ",
            interval(row.difference_low, row.difference_high, change)],
          count(row.user_count),
        ];
      }), { kind: "measures", isStacked: true, isSortable: true }));
  }

  function verdictWord(verdict) {
    const arrow = { more: "▲ ", less: "▼ " }[verdict] || "";
    return el("span", { class: arrow ? "verdict-word" : "note" }, arrow, verdict);
  }

  function strip(band, row) {
    const all = [...behaviour.values()].flat().filter((one) =>
      one.measure === row.measure && one.value !== null);
    if (row.value === null || !all.length) return MISSING;
    const ends = all.flatMap((one) => [one.value, one.value_low, one.value_high])
      .filter((value) => value !== null);
    const low = Math.min(...ends);
    const span = Math.max(...ends) - low || 1;
    const x = (value) => (6 + 108 * ((value - low) / span)).toFixed(1);
    const look = looks.get(band.age_band_id);
    return svg("svg", { viewBox: "0 0 120 20", class: "strip", "aria-hidden": "true" },
      svg("line", { x1: 2, x2: 118, y1: 10, y2: 10, class: "axis" }),
      all.filter((one) => one !== row).map((one) =>
        svg("circle", { cx: x(one.value), cy: 10, r: 2, class: "other" })),
      row.value_low === null ? null : svg("line", {
        x1: x(row.value_low), x2: x(row.value_high), y1: 10, y2: 10, class: "range",
        stroke: look.colour }),
      row.other_value === null ? null : svg("path", {
        d: `M${x(row.other_value)} 3l5 7l-5 7l-5-7z`, class: "floor-mark" }),
      svg("circle", { cx: x(row.value), cy: 10, r: 4.5, fill: look.colour }));
  }

  /* Groups of language that hold the whole band. */
  function groupsOf(band) {
    return groups.filter((group) =>
      (group.min_age_years ?? -1) <= (band.min_age_years ?? -1)
      && (group.max_age_years ?? Infinity) >= (band.max_age_years ?? Infinity));
  }

  function termsPart(band) {
    const part = el("section", { "aria-labelledby": "terms-title" },
      el("h3", { id: "terms-title" }, "Typical terms"));
    const found = groupsOf(band);
    if (!groups.length) part.append(emptied("No group has a norm of language.", "groups"));
    else if (!found.length) {
      part.append(missing(
        `No norm of language holds this band; there is one for ${
          groups.map((group) => `users ${group.group_name}`).join(", ")}. Build with `,
        el("code", {}, `--vars '{language_groups: [under_30, band_${band.age_band_id}]}'`),
        " to have one."));
    }
    for (const group of found) {
      const rows = terms.get(group.group_id) || [];
      part.append(el("p", {}, `The norm of users ${group.group_name}: ${
        plural(group.user_count, "user", "users")} with ${count(group.tweet_count)} own tweets, `
        + `beside ${plural(group.other_user_count, "other user", "other users")}. A term is `
        + "distinctive where more of the group write it than of the others and the false discovery "
        + "rate, the share of such terms that may be chance, is low."));
      if (!rows.length) {
        part.append(missing("No term is used by enough users to be listed "
          + `(at least ${minUsers()}).`));
        continue;
      }
      const place = el("div", {});
      const lists = Object.keys(LISTS).filter((name) => rows.some((row) => row.list_name === name));
      if (!lists.includes(shownList)) [shownList] = lists;
      const show = (name) => {
        shownList = name;
        const shown = rows.filter((row) => row.list_name === name);
        const kinds = grouped(shown, "term_kind");
        put(place, el("p", { class: "note" }, "Shown: ", [...kinds].map(([kind, list]) =>
            `${list.length} of ${plural(list[0].list_count, kind, `${kind}s`)
              .replace("emojis", "emoji")}`).join(", "), "."),
          termTable(group, shown));
      };
      part.append(select("List", lists.map((value) => ({ value, label: LISTS[value] })),
        shownList, show), place);
      show(shownList);
    }
    return part;
  }

  function termTable(group, rows) {
    return table(`Terms of users ${group.group_name}`,
      ["Term", "Kind", ["Used by [95 %]", "number"], ["Others [95 %]", "number"],
        ["Log-odds over its error", "number"], ["False discovery rate", "number"]],
      rows.map((row) => [
        el("bdi", { class: "term" }, row.term), row.term_kind,
        withInterval(row.user_share, row.user_share_low, row.user_share_high, percent),
        withInterval(row.other_user_share, row.other_user_share_low, row.other_user_share_high,
          percent),
        number(row.log_odds_score), number(row.q_value)]), { isStacked: true, isSortable: true });
  }

  function rhythmPart(band) {
    const part = el("section", { "aria-labelledby": "rhythm-title" },
      el("h3", { id: "rhythm-title" }, "When they post"));
    const rows = hours.get(band.age_band_id) || [];
    if (!rows.length || rows[0].tweet_share === null) {
      part.append(rows.length
        ? missing(`Fewer than ${minUsers()} users of this band tell their local time.`)
        : emptied("No user of this band tells the local time.", "hours"));
      return part;
    }
    part.append(el("p", {}, `Hours are local, of ${plural(rows[0].user_count, "user", "users")} `
      + "who tell their time zone. Were tweets spread evenly, each cell would hold 0.6 % of a "
      + "user's tweets. Single hours hold few tweets and have no interval; the parts of the day "
      + "below have one."));
    const cells = new Map(rows.map((row) => [`${row.local_weekday}-${row.local_hour}`, row]));
    part.append(table(`Percent of tweets by hour and weekday, users of ${band.age_band}; `
      + "the darkest is four times an even share and more",
      ["Day", ...Array.from({ length: 24 }, (_, hour) => [String(hour), "number"])],
      WEEKDAYS.map((day, place) => [day, ...Array.from({ length: 24 }, (_, hour) => {
        const share = cells.get(`${place + 1}-${hour}`)?.tweet_share ?? 0;
        // From nothing to four times an even share, the same for all bands.
        const step = Math.min(PAGE.heat - 1, Math.floor((PAGE.heat * share * 7 * 24) / 4));
        return el("span", { class: `heat heat-${step}` }, (100 * share).toFixed(1));
      })]), { kind: "heatmap" }));
    const parts = (behaviour.get(band.age_band_id) || []).filter((row) =>
      measures.get(row.measure).section === "rhythm");
    if (parts.length) {
      part.append(table(`Parts of the day and week, users of ${band.age_band}`,
        ["Part", "Verdict", ["This band [95 %]", "number"], ["Others", "number"]],
        parts.map((row) => [measures.get(row.measure).title, verdictWord(row.verdict),
          withInterval(row.value, row.value_low, row.value_high, percent),
          percent(row.other_value)]), { isStacked: true }));
    }
    return part;
  }

  function emojiPart(band) {
    const part = el("section", { "aria-labelledby": "emoji-title" },
      el("h3", { id: "emoji-title" }, "Emoji"));
    const rows = emoji.get(band.age_band_id) || [];
    if (!rows.length) {
      part.append(missing(`No emoji is used by at least ${minUsers()} users of this band.`));
      return part;
    }
    const [first] = rows;
    part.append(el("p", {}, `${rows.length} of ${count(first.list_count)} emoji that at least `
      + `${minUsers()} of ${count(first.band_user_count)} users wrote; `
      + `${count(first.left_out_emoji_count)} of fewer users are left out. The tick in the bar is `
      + "the share in all other bands. Groups follow Unicode, which has 🔥 with the weather and ✨ "
      + "with the feasts."));
    const most = Math.max(...rows.flatMap((row) => [row.user_share, row.other_user_share || 0]));
    part.append(table(`Emoji of users of ${band.age_band}`,
      ["Emoji", "What its group holds", ["Users [95 %]", "number"], ["Other bands", "number"],
        "Bar"],
      rows.map((row) => [el("bdi", { class: "emoji" }, row.emoji), row.group_description,
        withInterval(row.user_share, row.user_share_low, row.user_share_high, percent),
        percent(row.other_user_share),
        bar(row.user_share / most,
          row.other_user_share === null ? null : row.other_user_share / most)]),
      { isStacked: true, isSortable: true }));
    return part;
  }

  function minutesPart(band) {
    const part = el("section", { "aria-labelledby": "minutes-title" },
      el("h3", { id: "minutes-title" }, "Active minutes"));
    const logs = records("activity_logs");
    if (!logs.length) {
      part.append(emptied("No log of activity was read.", "activity_logs"));
      return part;
    }
    const byLog = grouped(records("activity_bands"), "log_name");
    const bins = grouped(records("activity_bins"), "log_name");
    for (const log of logs) {
      const rows = byLog.get(log.log_name) || [];
      const days = `${log.window_start_date} to ${log.window_end_date}`;
      part.append(
        el("h4", {}, log.log_name === "tweets" ? "In tweets" : "In activity logs"),
        el("p", {}, `Minutes with an action from ${days}. ${log.caveat} `
          + `The floor is all ${count(log.user_count)} active users: median `
          + `${number(log.median_active_minutes)}, 90th percentile ${
            number(log.p90_active_minutes)}.`),
        ...records("activity_trends").filter((row) => row.log_name === log.log_name
          && row.rank_correlation !== null).map((row) => el("p", {},
          `Rank correlation of minutes with age: ${number(row.rank_correlation)} [${
            number(row.rank_correlation_low)}, ${number(row.rank_correlation_high)}], `
          + `p ${row.p_value < 0.001 ? "" : "= "}${chance(row.p_value)}: `
          + `${row.verdict === "goes with age" ? row.direction : row.verdict}.`)),
        rows.length ? table(`Active minutes by age band, ${days}`,
          ["Age band", ["Active users", "number"], ["Median [95 %]", "number"],
            ["90th percentile", "number"], ["Inactive", "number"]],
          rows.map((row) => {
            const name = bands.find((one) => one.age_band_id === row.age_band_id)?.age_band;
            return { current: row.age_band_id === band.age_band_id, cells: [
              [sign(row.age_band_id), " ", name,
                row.age_band_id === band.age_band_id
                  ? el("span", { class: "unseen" }, " (chosen)") : null],
              row.is_suppressed ? `fewer than ${minUsers()}` : count(row.user_count),
              withInterval(row.median_active_minutes, row.median_low, row.median_high),
              number(row.p90_active_minutes),
              row.is_suppressed ? MISSING : count(row.inactive_user_count)] };
          }), { isStacked: true, isSortable: true }) : missing("No labelled user is in this log."),
        el("details", {}, el("summary", {}, "Histogram of all users"),
          el("p", {}, "A bin may hold few users, even one: nothing but their minutes is told."),
          histogram(bins.get(log.log_name) || [])));
    }
    return part;
  }

  function histogram(rows) {
    if (!rows.length) return missing(`Fewer than ${minUsers()} users are in the log.`);
    const most = Math.max(...rows.map((row) => row.user_share));
    return table("Users by active minutes", ["Minutes", ["Users", "number"], ["Share", "number"],
      "Bar", "Holds"],
    rows.map((row) => [row.bin_number === 0 ? "none" : `${row.bin_start} to ${row.bin_end}`,
      count(row.user_count), percent(row.user_share), bar(row.user_share / most),
      [row.has_median ? "median " : "", row.has_p90 ? "90th percentile" : ""].join("")]),
    { isStacked: true });
  }

  function leftOutPart() {
    const part = el("section", { "aria-labelledby": "left-out-title" },
      el("h3", { id: "left-out-title" }, "What is left out"));
    const suppressedBands = bands.filter((band) => band.user_count === null);
    const list = records("suppressions").filter((row) => row.suppressed_count > 0);
    part.append(el("p", {}, `Groups of fewer than ${minUsers()} users are counted, not shown.`),
      el("ul", {},
        suppressedBands.length
          ? el("li", {}, `${plural(suppressedBands.length, "age band", "age bands")} of too few `
            + `known ages: ${suppressedBands.map((band) => band.age_band).join(", ")}.`)
          : el("li", {}, "No age band is left out."),
        list.length ? list.map((row) => el("li", {}, `${count(row.suppressed_count)} ${
          row.suppressed_kind} (`, el("code", {}, row.table_name), ")."))
          : el("li", {}, "No other figure is left out.")));
    return part;
  }

  if (!bands.length) {
    put(panel, emptied("There is no age band.", "bands"));
    return { route() {} };
  }
  put(panel, choices("Age band", "band", bands.map((band) => ({
    value: band.age_band_id, label: [sign(band.age_band_id), " ", band.age_band] })),
  bands[0].age_band_id, (value) => go("bands", value)), body);
  return {
    route([id]) {
      const wanted = bands.find((band) => String(band.age_band_id) === id) || bands[0];
      if (wanted.age_band_id === chosen) return;
      chosen = wanted.age_band_id;
      for (const input of panel.querySelectorAll('input[name="band"]')) {
        input.checked = input.value === String(chosen);
      }
      render();
      say(`Age band ${wanted.age_band}`);
    },
  };
}

function minUsers() {
  return records("warehouse")[0].min_group_users;
}
