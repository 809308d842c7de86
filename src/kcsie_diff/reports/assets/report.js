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

  /* Ticks and notes. The browser may refuse to store anything: then they last as long as the page. */
  const place = `kcsie-diff:${document.body.dataset.notes}`;
  const notes = new Map();
  try {
    for (const [key, value] of Object.entries(JSON.parse(localStorage.getItem(place) || "{}"))) {
      if (value) notes.set(key, { done: value.done === true, note: String(value.note || "") });
    }
  } catch { /* no storage, or nothing in it that can be read: it stays as it is until something is ticked */ }
  const keep = () => {
    try { localStorage.setItem(place, JSON.stringify(Object.fromEntries(notes))); } catch { /* no storage */ }
  };
  const noted = (node) => notes.get(node.dataset.key) || { done: false, note: "" };
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
    const own = { done: one(".kd-tick", node).checked, note: one(".kd-note", node).value };
    if (own.done || own.note) notes.set(node.dataset.key, own); else notes.delete(node.dataset.key);
    node.classList.toggle("kd-change--done", own.done);
    keep();
  };
  const cell = (text) => {
    const defused = /^'*\s*[=+\-@＝＋－＠]|^'*[\t\r\n]/.test(text) ? `'${text}` : text;
    return `"${defused.replaceAll('"', '""')}"`;
  };
  const review = () => {
    const rows = cards.filter(({ node }) => notes.has(node.dataset.key)).map(({ node }) => {
      const own = noted(node);
      const place = one(".kd-change__title", node).textContent.trim();
      const words = spelled(one(".kd-words", node), node.dataset.kind === "removed" ? "old" : "new").textContent;
      const text = words.replace(/\s+/g, " ").trim();
      return [node.dataset.key, "", own.note, "", "", "", own.done ? "yes" : "", node.id, place, text];
    });
    const head = ["review key", "category", "note", "action", "owner", "due", "done", "id", "place", "words"];
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
  const load = (text) => {
    const [head, ...rows] = table(text.replace(/^\ufeff/, ""));
    const names = (head || []).map((name) => name.trim().toLowerCase());
    const [key, text_, done] = ["review key", "note", "done"].map((name) => names.indexOf(name));
    if (key < 0) return "This file has no column “review key”, so nothing was loaded.";
    const known = new Set(cards.map(({ node }) => node.dataset.key));
    let loaded = 0;
    let foreign = 0;
    for (const row of rows) {
      const own = restored(row[key] || "").trim();
      if (!own) continue;
      if (!known.has(own)) { foreign += 1; continue; }
      const note_ = restored(row[text_] || "");
      const done_ = ["yes", "true", "1", "x"].includes((row[done] || "").trim().toLowerCase());
      if (note_ || done_) { notes.set(own, { done: done_, note: note_ }); loaded += 1; }
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
  const words = (card) => (card.text ??= `${card.node.id} ${card.node.dataset.cite} ${card.node.textContent}`.toLowerCase());
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
      while (texts.nextNode()) {
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
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { apply(); remember(); }, 80);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));

  const reveal = (node) => {
    if (node.closest("[hidden]")) { history.replaceState(null, ""); recall(); apply(); }
    for (let fold = node.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    node.scrollIntoView();
  };
  const follow = () => {
    const hash = decodeURIComponent(location.hash.slice(1));
    if (hash.includes("=")) { recall(); apply(); one("#changes").scrollIntoView(); return; }
    const node = hash && document.getElementById(hash);
    if (node) reveal(node);
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
  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".kd-change");
    if (event.ctrlKey || event.metaKey || event.altKey || !one("#kd-keys").checked) return;
    if (event.target.matches?.("input:not([type=checkbox]), select, textarea")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const visible = cards.map(({ node }) => node).filter((node) => node.checkVisibility());
    const next = card ? visible[visible.indexOf(card) + step] : visible[0];
    if (next) { event.preventDefault(); one("a", next).focus(); next.scrollIntoView({ block: "nearest" }); }
  });

  /* The new number of an old paragraph. */
  const lookup = one(".kd-lookup");
  if (lookup) {
    const rows = all("#kd-numbers tr[data-answer]");
    lookup.addEventListener("submit", (event) => event.preventDefault());
    lookup.addEventListener("input", () => {
      const wanted = one("#kd-number").value.trim();
      const found = rows.filter((row) => wanted && row.cells[0].textContent === wanted);
      const told = found.flatMap((row) => {
        const links = all("a", row).flatMap((link) => [link.cloneNode(true), " "]);
        return [`${row.dataset.answer} `, ...links];
      });
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
