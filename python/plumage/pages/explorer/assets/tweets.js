/* Second view: tweets that depart from their group's language, or are most like it, and why. */
const PLANTED = {
  other_language: "sentences in other languages", news: "sentences of news",
  old_prose: "sentences of old prose", swapped_25: "own tweets, a quarter of the words swapped",
  swapped_50: "own tweets, half of the words swapped",
  swapped_100: "own tweets, all words swapped", shuffled: "own tweets, words in random order",
  group_frequencies: "words drawn as often as the group uses them",
  other_language_observed: "tweets of the data in other languages",
  held_out: "own tweets of users left out (nothing to find)",
};
const LIST_NAMES = { unusual: "most unusual", typical: "most typical" };

function tweetsView(panel, go) {
  const groups = records("groups");
  const tweets = records("tweets");
  const sizes = records("size_classes");
  const validation = grouped(records("language_validation"), "group_id");
  const showTexts = records("warehouse")[0].show_texts;
  const detail = el("div", { id: "tweet-detail", class: "detail" });
  const counted = el("p", { class: "note" });
  const picks = listbox("tweet-list", "Tweets", (rank) => go("tweets", group, list, rank));
  let group = null;
  let list = "unusual";
  let chosen = null;
  let filter = "";
  let shown = [];

  /* A tweet of which neither text nor a word may be shown tells nothing. */
  const listed = () => tweets.filter((tweet) =>
    tweet.group_id === group && tweet.list_name === list
    && (tweet.pieces || termsOf(tweet).length));
  const termsOf = (tweet) => [...new Set(
    [...(tweet.surprisal_drivers || []), ...(tweet.cosine_drivers || [])].map((one) => one.term).filter(Boolean))];

  function heading(tweet) {
    return el("span", { class: "pick" },
      el("span", { class: "rank" }, `${tweet.report_rank}.`), " ",
      tweet.pieces
        ? el("bdi", { class: "tweet-line" }, tweet.tweet_text)
        : el("bdi", {}, quoted(termsOf(tweet).slice(0, 3))),
      el("span", { class: "unit" }, ` ${number(tweet.surprisal_score)} SD`));
  }

  function quoted(terms) {
    return terms.map((term) => `“${term}”`).join(", ");
  }

  function renderList() {
    const all = listed();
    const wanted = filter.trim().toLowerCase();
    const matching = all.filter((tweet) => !wanted
      || [tweet.tweet_text || "", tweet.reason, ...termsOf(tweet)].join(" ").toLowerCase()
        .includes(wanted));
    counted.textContent = all.length
      ? `${matching.length} of ${plural(all[0].list_count, "tweet", "tweets")} of the list `
        + `“${LIST_NAMES[list]}” shown${showTexts ? "" : "; of the others no word may be named"}.`
      : "";
    picks.show(matching.map((tweet) => ({
      value: tweet.report_rank, content: heading(tweet) })));
    shown = matching.map((tweet) => tweet.report_rank);
    picks.mark(chosen);
    if (wanted) say(`${matching.length} tweets match`);
  }

  /* The tweet shown is always one of the list. */
  function filterBy(text) {
    filter = text;
    renderList();
    if (shown.length && !shown.includes(chosen)) {
      [chosen] = shown;
      picks.mark(chosen);
      go("tweets", group, list, chosen);
    }
    renderDetail();
  }

  function renderDetail() {
    const tweet = listed().find((one) => one.report_rank === chosen);
    if (filter.trim() && !shown.length) {
      put(detail, nothing(`No tweet of the list “${LIST_NAMES[list]}” has “${filter.trim()}” in its `
        + "text, reason or terms.", "Clear the filter", () => {
        const input = panel.querySelector('input[type="search"]');
        input.value = "";
        input.focus();
        filterBy("");
      }));
      return;
    }
    if (!tweet) {
      put(detail, missing(showTexts ? "No tweet is in this list: the group has too few users, or no "
        + "tweet of enough words." : "No tweet of this list has a word that enough people use to be "
        + "named."));
      return;
    }
    const size = sizes.find((one) =>
      one.group_id === group && one.size_class === tweet.size_class);
    put(detail,
      el("h2", {}, `${list === "unusual" ? "Unusual" : "Typical"} tweet ${tweet.report_rank}`),
      tweet.pieces
        ? el("blockquote", { dir: "auto" }, tweet.pieces.map(([text, isMarked]) =>
          isMarked ? el("mark", {}, text) : text))
        : missing("Its text is not shown: the warehouse was built with ", el("code", {},
          "show_texts: false"), ". Scores and terms stand for it."),
      el("p", {}, tweet.reason),
      tweet.tweet_id ? el("p", { class: "note" }, `Tweet ${tweet.tweet_id}; links are http, `
        + "handles @user.") : null,
      el("h3", {}, "Its scores beside what is usual"),
      scoreTable(tweet, size),
      el("h3", {}, "The terms that drive them"),
      driverTable("Surprise by token", tweet.surprisal_drivers, tweet.token_count,
        `${tweet.token_count} tokens`),
      driverTable("Distance of vocabulary by term", tweet.cosine_drivers,
        2 * tweet.token_count - 1,
        `${tweet.token_count} tokens and ${tweet.token_count - 1} pairs of neighbours`),
      trust());
  }

  function scoreTable(tweet, size) {
    const last = size.below_token_count === null ? null : size.below_token_count - 1;
    let lengths = `${size.from_token_count} tokens or more`;
    if (last === size.from_token_count) lengths = `${last} tokens`;
    else if (last !== null) lengths = `${size.from_token_count} to ${last} tokens`;
    const line = (name, value, mean, sd, score) => [name, number(value),
      [number(mean), " ", interval(mean - 1.96 * sd, mean + 1.96 * sd)],
      `${signed(number(score), score)} SD`];
    return table(`Scores, usual for ${plural(size.row_count, "tweet", "tweets")} of ${lengths}`,
      ["Measure", ["This tweet", "number"], ["Usual mean [95 % of tweets]", "number"],
        ["Above usual", "number"]],
      [
        line("Surprise, bits a token", tweet.surprisal_bits, size.mean_surprisal_bits,
          size.sd_surprisal_bits, tweet.surprisal_score),
        line("Distance of vocabulary (TF-IDF, cosine), 0 to 1", tweet.cosine_distance,
          size.mean_cosine_distance, size.sd_cosine_distance, tweet.cosine_score),
        ["Contrast, bits a token by which the others say it rather than the group",
          tweet.contrast_bits === null ? MISSING
            : signed(number(tweet.contrast_bits), tweet.contrast_bits), "0: either", MISSING],
      ], { isStacked: true });
  }

  /* Shares of all terms sum to 1, so what drives a tweet has more than an even share. */
  function driverTable(caption, drivers, termCount, terms) {
    if (!drivers || !drivers.length) return missing(`${caption}: not worked out for this tweet.`);
    const even = 1 / termCount;
    const most = Math.max(even, ...drivers.map((one) => Math.abs(one.share)));
    return table(`${caption}; of ${terms}, an even share would be ${
      percent(even)}`, ["Term", ["Share", "number"], "Bar, tick: even share"],
    drivers.map((one) => [one.term === null ? el("span", { class: "unit" }, "of too few users to be named")
      : el("bdi", { class: "term" }, one.term), percent(one.share),
      bar(one.share / most, even / most)]));
  }

  function trust() {
    const judged = validation.get(group) || [];
    const rows = judged.filter((row) => row.metric === "auc");
    const others = judged.filter((row) => row.metric === "others_auc");
    if (!rows.length) {
      return emptied("How well such scores find what does not belong was not measured.",
        "language_validation");
    }
    return el("details", {}, el("summary", {}, "How far such scores can be trusted"),
      rows[0].is_stale ? missing("Measured on other data than the warehouse holds now. Run ",
        el("code", {}, PAGE.remedies.language_validation), ".") : null,
      table("Chance that what was planted among the group's tweets is the more surprising (AUC); "
        + "0.5 is guessing",
      ["Planted", ["AUC [95 %]", "number"], ["Floor", "number"], ["Planted", "number"]],
      rows.map((row) => [PLANTED[row.kind] || row.kind,
        withInterval(row.value, row.ci_low, row.ci_high), "0.5", count(row.n_planted)]),
      { isStacked: true }),
      others.length ? table("Chance that the contrast is higher for people outside the group than for "
        + "the group (AUC)", ["Compared", ["AUC [95 %]", "number"], ["Floor", "number"],
        ["Outside", "number"]],
      others.map((row) => [row.kind, withInterval(row.value, row.ci_low, row.ci_high), "0.5",
        count(row.n_planted)]), { isStacked: true }) : null);
  }

  if (!groups.length) {
    put(panel, emptied("No group has a norm of language.", "groups"));
    return { route() {} };
  }
  put(panel,
    el("p", {}, "A tweet is unusual when its words, and their order, surprise: when a model of what "
      + "the group's other tweets say gives it more bits a token than tweets of its length have. "
      + "Unusual is no fault: it may be a topic, a name, a foreign word. It is not the same as being "
      + "unlike the group: that is the contrast."),
    showTexts ? null : missing("Texts are not shown: the warehouse was built with ",
      el("code", {}, "show_texts: false"), ", and people wrote them. Terms and scores stand for "
        + "them."),
    el("div", { class: "controls" },
      groups.length > 1 ? select("Group", groups.map((one) => ({
        value: one.group_id, label: one.group_name })), groups[0].group_id,
      (value) => go("tweets", value, list, 1)) : null,
      choices("List", "tweet-list-name", Object.entries(LIST_NAMES).map(([value, label]) =>
        ({ value, label })), list, (value) => go("tweets", group, value, 1)),
      search("Filter by word", filterBy)),
    counted, el("div", { class: "split" }, picks.element, detail));
  return {
    route([wantedGroup, wantedList, wantedRank]) {
      const nextGroup = groups.some((one) => one.group_id === wantedGroup)
        ? wantedGroup : groups[0].group_id;
      const nextList = wantedList in LIST_NAMES ? wantedList : "unusual";
      if (nextGroup !== group || nextList !== list || chosen === null) {
        group = nextGroup;
        list = nextList;
        for (const input of panel.querySelectorAll('input[name="tweet-list-name"]')) {
          input.checked = input.value === list;
        }
        const groupControl = panel.querySelector(".controls select");
        if (groupControl) groupControl.value = group;
        renderList();
      }
      const rank = Number(wantedRank);
      chosen = shown.includes(rank) ? rank : shown[0] ?? null;
      picks.mark(chosen);
      renderDetail();
      if (chosen !== null) say(`Tweet ${chosen} of the list ${LIST_NAMES[list]}`);
    },
  };
}
