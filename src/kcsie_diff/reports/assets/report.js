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
      notes.set(key, { done: value.done === true, note: String(value.note || "") });
    }
  } catch { /* no storage: nothing to read */ }
  const keep = () => {
    try { localStorage.setItem(place, JSON.stringify(Object.fromEntries(notes))); } catch { /* no storage */ }
  };
  const noted = (node) => notes.get(node.dataset.key) || { done: false, note: "" };
  for (const { node } of cards) {
    const own = notes.get(node.dataset.key);
    if (own) {
      one(".kd-tick", node).checked = own.done;
      one(".kd-note", node).value = own.note;
      node.classList.toggle("kd-change--done", own.done);
    }
  }
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
      return [node.dataset.key, "", own.note, "", "", "", own.done ? "yes" : ""];
    });
    const head = ["review key", "category", "note", "action", "owner", "due", "done"];
    return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  };
  one("#kd-export").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([review()], { type: "text/csv;charset=utf-8" }));
    link.download = "review.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
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
    const total = `${cards.length} ${cards.length === 1 ? "change" : "changes"}`;
    shown.textContent = filtered ? `${number} of ${total} shown.` : `${total}.`;
  };
  const remember = () => history.replaceState(null, "", `#${state()}`);
  const recall = () => {
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = chosen.has(field.name);
      else if (field.name) field.value = chosen.get(field.name) || "";
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
    if (node.closest("[hidden]")) { recall(); apply(); }
    for (let fold = node.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    node.scrollIntoView();
  };
  const follow = () => {
    const hash = decodeURIComponent(location.hash.slice(1));
    if (hash.includes("=")) { recall(); apply(); one("#changes").scrollIntoView(); return; }
    const node = hash && document.getElementById(hash);
    if (node) reveal(node);
  };
  addEventListener("hashchange", follow);

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

  /* j and k step through the changes while the focus is on one of them (WCAG 2.1.4: active only on focus). */
  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".kd-change");
    if (!card || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=text]")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const visible = cards.map(({ node }) => node).filter((node) => node.checkVisibility());
    const next = visible[visible.indexOf(card) + step];
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
    for (const fold of all("details:not([open], .kd-side)")) { opened.add(fold); fold.open = true; }
  });
  addEventListener("afterprint", () => { for (const fold of opened) fold.open = false; opened.clear(); });

  if (location.hash.includes("=")) recall();
  apply();
  follow();
})();
