"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const form = one(".kd-filters");
  const shown = one("#kd-shown");
  const cards = all(".kd-change").map((node) => ({
    node,
    section: node.closest(".kd-section"),
    part: node.closest(".kd-part"),
    values: {
      category: [node.dataset.category], significance: [node.dataset.significance], kind: [node.dataset.kind],
      part: [node.dataset.part], mentioned: [node.dataset.mentioned], audience: node.dataset.audience.split(" "),
    },
    text: null,
  }));
  const names = all("select", form).map((select) => select.name);

  /* What a reader does with a change is put there by the script, as it is of no use without it. */
  const equip = (node) => {
    const tools = one("#kd-tools").content.cloneNode(true);
    for (const said of all(".kd-said", tools)) said.textContent = `: ${one("h5", node).textContent}`;
    node.append(tools);
  };
  for (const { node } of cards) equip(node);

  /* Ticks and notes. The browser may refuse to store anything: then they last as long as the page. */
  const place = `kcsie-diff:${document.body.dataset.notes}`;
  const FIELDS = ["category", "note", "action", "owner", "due"];
  const notes = new Map();
  const says = (own) => own.done || FIELDS.some((name) => own[name]);
  const write = (key, own) => { if (says(own)) notes.set(key, own); else notes.delete(key); };
  const entry = (value, done) => Object.fromEntries([...FIELDS.map((name) => [name, String(value[name] || "")]), ["done", done]]);
  try {
    for (const [key, value] of Object.entries(JSON.parse(localStorage.getItem(place) || "{}"))) {
      if (value) write(key, entry(value, value.done === true));
    }
  } catch { /* no storage, or nothing in it that can be read: it stays as it is until something is ticked */ }
  const keep = () => {
    try { localStorage.setItem(place, JSON.stringify(Object.fromEntries(notes))); } catch { /* no storage */ }
  };
  const keyOf = (node) => node.dataset.key;
  const noted = (node) => notes.get(keyOf(node)) || entry({}, false);
  const fill = () => {
    for (const { node } of cards) {
      const own = noted(node);
      one(".kd-tick", node).checked = own.done;
      one(".kd-note", node).value = own.note;
      node.classList.toggle("kd-change--done", own.done);
    }
  };
  fill();
  const note = (node) => {
    const own = { ...noted(node), done: one(".kd-tick", node).checked, note: one(".kd-note", node).value };
    write(keyOf(node), own);
    node.classList.toggle("kd-change--done", own.done);
    keep();
  };
  const cell = (text) => {
    const defused = /^'*\s*[=+\-@＝＋－＠]|^'*[\t\r\n]/.test(text) ? `'${text}` : text;
    return `"${defused.replaceAll('"', '""')}"`;
  };
  const review = () => {
    const rows = cards.filter(({ node }) => notes.has(keyOf(node))).map(({ node }) => {
      const own = noted(node);
      const words = spelled(one(".kd-words", node), node.dataset.kind === "removed" ? "old" : "new").textContent;
      const text = words.replace(/\s+/g, " ").trim();
      return [keyOf(node), ...FIELDS.map((name) => own[name]), own.done ? "yes" : "", node.id, one("h5", node).textContent, text];
    });
    const head = ["review key", ...FIELDS, "done", "id", "place", "words"];
    return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  };
  one("#kd-export").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([review()], { type: "text/csv;charset=utf-8" }));
    link.download = "review.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  /* A file of ticks and notes, as the export and the CSV report have them, back into the page. */
  const table = (text) => {
    const rows = [[""]];
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const row = rows[rows.length - 1];
      const letter = text[at];
      if (quoted && letter === '"' && text[at + 1] === '"') { row[row.length - 1] += '"'; at += 1; }
      else if (letter === '"') quoted = !quoted;
      else if (!quoted && letter === ",") row.push("");
      else if (!quoted && letter === "\n") rows.push([""]);
      else if (quoted || letter !== "\r") row[row.length - 1] += letter;
    }
    return quoted ? [] : rows;
  };
  const restored = (text) => (text.startsWith("'") && cell(text) !== `"${text.replaceAll('"', '""')}"` ? text.slice(1) : text);
  const YES = ["yes", "y", "true", "1", "x", "done", "✓"];
  const joined = (mine, theirs) => {
    if (mine.includes(theirs)) return mine;
    return theirs.includes(mine) ? theirs : `${mine} / ${theirs}`;
  };
  /* What is there stays: a tick is kept, and of two notes both are. */
  const merge = (key, theirs) => {
    const mine = notes.get(key);
    write(key, mine ? { ...theirs, ...Object.fromEntries(FIELDS.map((name) => [name, joined(mine[name], theirs[name])])), done: mine.done || theirs.done } : theirs);
  };
  const load = (text) => {
    const [head, ...rows] = table(text.replace(/^\ufeff/, ""));
    const names = (head || []).map((name) => name.trim().toLowerCase().replaceAll("_", " "));
    if (!names.includes("review key")) return "This file has no column “review key”, so nothing was loaded.";
    const known = new Set(cards.map(({ node }) => keyOf(node)));
    let loaded = 0;
    let foreign = 0;
    for (const row of rows) {
      const cells = Object.fromEntries(names.map((name, at) => [name, restored(row[at] || "").trim()]));
      const key = cells["review key"];
      const own = entry(cells, YES.includes((cells.done || "").toLowerCase()));
      if (!key) continue;
      if (!known.has(key)) foreign += 1;
      else if (says(own)) { merge(key, own); loaded += 1; }
    }
    fill();
    keep();
    const lost = foreign ? ` ${foreign} ${foreign === 1 ? "entry belongs" : "entries belong"} to no change in this report.` : "";
    return `${loaded} ${loaded === 1 ? "change has" : "changes have"} ticks or notes from the file.${lost}`;
  };
  one("#kd-import").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    shown.textContent = load(await file.text());
    event.target.value = "";
  });

  /* Filters. The state stands after the # of the address, as category=legislative&q=must. */
  const state = () => {
    const chosen = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) chosen.set(name, value.trim());
    return chosen;
  };
  const inTools = (node) => node.parentElement.closest(".kd-tools");
  const toldIn = (node) => all(":scope > :not(.kd-tools)", node).map((each) => each.textContent).join(" ");
  const words = (card) => (card.text ??= `${card.node.id} ${keyOf(card.node)} ${card.node.dataset.cite} ${toldIn(card.node)}`.toLowerCase());
  const matches = (card, chosen, search) =>
    names.every((name) => !chosen.has(name) || card.values[name].includes(chosen.get(name))) &&
    search.every((word) => words(card).includes(word)) &&
    !(chosen.has("open") && noted(card.node).done);
  /* Search hits are marked without a change to the page (CSS Custom Highlight API), where the browser can. */
  const MOST_HITS = 2000;
  const mark = (search) => {
    if (!CSS.highlights) return;
    CSS.highlights.delete("kd-hit");
    const ranges = [];
    for (const { node } of search.length ? cards : []) {
      if (node.hidden || ranges.length > MOST_HITS) continue;
      const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (texts.nextNode() && !inTools(texts.currentNode)) {
        const text = texts.currentNode.data.toLowerCase();
        for (const word of search) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, at);
            range.setEnd(texts.currentNode, Math.min(at + word.length, texts.currentNode.length));
            ranges.push(range);
          }
        }
      }
    }
    if (ranges.length) CSS.highlights.set("kd-hit", new Highlight(...ranges));
  };
  let wasFiltered = false;
  const apply = () => {
    const chosen = state();
    const search = (chosen.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
    const filtered = chosen.size > 0;
    const tally = new Map();
    let number = 0;
    for (const card of cards) {
      const fits = matches(card, chosen, search);
      if (card.node.hidden === fits) card.node.hidden = !fits;
      if (!fits) continue;
      number += 1;
      for (const group of [card.section, card.part]) tally.set(group, (tally.get(group) || 0) + 1);
    }
    for (const group of all(".kd-section, .kd-part")) group.hidden = filtered && !tally.has(group);
    if (filtered || wasFiltered) for (const group of all(".kd-folded")) group.open = filtered && tally.has(group);
    wasFiltered = filtered;
    mark(search);
    const total = `${cards.length} ${cards.length === 1 ? "change" : "changes"}`;
    shown.textContent = filtered ? `${number} of ${total} shown.` : `${total}.`;
  };
  const remember = () => history.replaceState(null, "", `#${state()}`);
  /* An address without a filter in it has the one that was on when a link in the page led there, if any. */
  const recall = () => {
    const inAddress = location.hash.includes("=") ? location.hash.slice(1) : history.state?.filter || "";
    const chosen = new URLSearchParams(inAddress);
    for (const field of form.elements) {
      if (!field.name) continue;
      if (field.type === "checkbox") field.checked = chosen.has(field.name);
      else field.value = chosen.get(field.name) || "";
    }
  };
  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (!event.target.name) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => { apply(); remember(); }, 80);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));

  /* Both editions in full: words that both have stand once in the file, and get their second column here. */
  const pair = (node) => {
    const row = document.createElement("div");
    const before = node.cloneNode(true);
    const number = one("[data-old]", before);
    row.className = "kd-pair";
    before.ariaHidden = "true";
    if (number) { number.textContent = number.dataset.old; delete number.dataset.old; }
    node.replaceWith(row);
    row.append(before, node);
  };
  /* The list beside the text names the change that was last scrolled into view. */
  const point = (list, id) => {
    const link = one(`a[href="#${id}"]`, list);
    for (const other of all("[aria-current]", list)) other.ariaCurrent = null;
    link.ariaCurrent = "true";
    list.scrollTop = link.offsetTop - list.clientHeight / 2;
  };
  const spread = (both) => {
    const list = one("nav", both);
    for (const node of all(".kd-text > :not(div)", both)) pair(node);
    if (list.dataset.follows) return;
    list.dataset.follows = "yes";
    const seen = (entries) => { for (const entry of entries) if (entry.isIntersecting) point(list, entry.target.id); };
    const watcher = new IntersectionObserver(seen, { rootMargin: "0px 0px -60% 0px" });
    for (const node of all(".kd-two[id]", both)) watcher.observe(node);
  };

  const reveal = (node) => {
    if (node.closest("[hidden]")) { history.replaceState(null, ""); recall(); apply(); }
    if (node.closest(".kd-both")) spread(node.closest(".kd-both"));
    for (let fold = node.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    node.scrollIntoView();
  };
  const follow = () => {
    const hash = decodeURIComponent(location.hash.slice(1));
    if (hash.includes("=")) { recall(); apply(); one("#changes").scrollIntoView(); return; }
    const node = hash && document.getElementById(hash);
    if (node) reveal(node);
    else if (hash) shown.textContent = "This report has no change with that link.";
  };
  let clicked = false;
  document.addEventListener("click", (event) => { clicked = Boolean(event.target.closest?.("a[href^='#']")); }, true);
  addEventListener("hashchange", () => {
    if (clicked && !location.hash.includes("=")) history.replaceState({ filter: String(state()) }, "");
    clicked = false;
    recall();
    apply();
    follow();
  });

  /* Words: unfolding, side by side, copying. */
  const spelled = (node, side) => {
    const copy = node.cloneNode(true);
    const drop = side === "old" ? "ins" : "del";
    for (const gone of all(`.kd-said, .kd-unfold, ${drop}`, copy)) gone.remove();
    if (side === "old") for (const kept of all("[data-old]", copy)) kept.textContent = kept.dataset.old;
    return copy;
  };
  const column = (card, side, name) => {
    const box = document.createElement("div");
    const head = document.createElement("strong");
    head.textContent = name;
    const text = spelled(one(".kd-words", card), side);
    text.className = "kd-side__text";
    box.append(head, text);
    return box;
  };
  document.addEventListener("toggle", (event) => {
    const fold = event.target;
    if (fold.id === "both-text") spread(fold);
    if (!fold.classList?.contains("kd-side") || !fold.open || fold.children.length > 1) return;
    const card = fold.closest(".kd-change");
    const columns = document.createElement("div");
    columns.className = "kd-side__columns";
    columns.append(column(card, "old", "Before"), column(card, "new", "Now"));
    fold.append(columns);
  }, true);
  const copied = async (button, text) => {
    let done = true;
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
      button.focus();
    }
    shown.textContent = done ? "Copied." : "The browser did not allow copying.";
  };
  document.addEventListener("click", (event) => {
    const unfold = event.target.closest(".kd-unfold");
    if (unfold) unfold.setAttribute("aria-expanded", String(unfold.getAttribute("aria-expanded") === "false"));
    const copy = event.target.closest(".kd-copy");
    if (copy) {
      const card = copy.closest(".kd-change");
      const node = one(".kd-words", card);
      const removed = card.dataset.kind === "removed";
      const text = spelled(node, removed ? "old" : "new").textContent.trim().replace(/[ \t]*\n\s*/g, "\n");
      copied(copy, `${card.dataset.cite}: “${text}”`);
    }
  });
  document.addEventListener("input", (event) => {
    const card = event.target.closest(".kd-change");
    if (card) note(card);
  });

  /* j and k step through the changes, from the first one if none has the focus. WCAG 2.1.4: they can be turned off. */
  const typing = (target) => target.matches?.("input:not([type=checkbox]), select, textarea");
  const stops = (target) => all(target.closest?.(".kd-both") ? ".kd-two[id]" : ".kd-change").filter((node) => node.checkVisibility());
  const step = (target, by) => {
    const nodes = stops(target);
    const here = nodes.indexOf(target.closest?.(".kd-change, .kd-two"));
    const next = here < 0 ? nodes[0] : nodes[here + by];
    if (!next) return;
    one("a", next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    const by = { j: 1, k: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || !one("#kd-keys").checked || typing(event.target)) return;
    event.preventDefault();
    step(event.target, by);
  });

  /* The new number of an old paragraph. */
  const lookup = one(".kd-lookup");
  if (lookup) {
    const rows = all("#kd-numbers td:first-child").map((cell) => cell.parentElement);
    const answer = (row) => {
      const [before, now, what] = [...row.cells].map((cell) => cell.firstChild.data);
      const said = what.replace(/: $/, "");
      const place = ` (${one("th", row.parentElement).textContent}). `;
      if (now === "–" || said.startsWith("Now ")) return said + place;
      return `${before === now ? "Still" : "Now"} paragraph ${now}: ${said[0].toLowerCase()}${said.slice(1)}${place}`;
    };
    lookup.addEventListener("submit", (event) => event.preventDefault());
    lookup.addEventListener("input", () => {
      const wanted = one("#kd-number").value.trim();
      const found = rows.filter((row) => wanted && row.cells[0].textContent === wanted);
      const told = found.flatMap((row) => [answer(row), ...all("a", row).flatMap((link) => [link.cloneNode(true), " "])]);
      one("#kd-found").replaceChildren(...(told.length ? told : [wanted ? "No such paragraph." : ""]));
    });
  }

  if (matchMedia("(max-width: 40rem)").matches && !location.hash.includes("=")) one(".kd-filterbox").open = false;
  one("#kd-print").addEventListener("click", () => print());
  const opened = new Set();
  addEventListener("beforeprint", () => {
    for (const fold of all(".kd-folded:not([open])")) { opened.add(fold); fold.open = true; }
  });
  addEventListener("afterprint", () => { for (const fold of opened) fold.open = false; opened.clear(); });

  if (location.hash.includes("=")) recall();
  apply();
  follow();
})();
