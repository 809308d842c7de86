// The page: two files to a report, with two engines that read at the same time. Everything stays in this browser.
(() => {
  "use strict";
  const MOST_BYTES = 100_000_000; // the engine's own limit, asked before a file is read into memory
  const MOST_SECONDS = 600; // a comparison that takes longer is ended
  const COMPARE_SHARE = 0.4; // comparing takes about so much of the time that reading a file takes
  const one = (query, within = document) => within.querySelector(query);
  const all = (query) => [...document.querySelectorAll(query)];

  // ---- engines ----

  // Base 85 as web/build.py writes it: five characters for four bytes, the last group cut.
  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";
  function decode(text) {
    const values = new Uint8Array(128).fill(84);
    [...ALPHABET].forEach((each, value) => { values[each.charCodeAt(0)] = value; });
    const groups = Math.ceil(text.length / 5);
    const view = new DataView(new ArrayBuffer(groups * 4));
    for (let group = 0, at = 0; group < groups; group += 1) {
      let sum = 0;
      for (let i = 0; i < 5; i += 1, at += 1) sum = sum * 85 + (at < text.length ? values[text.charCodeAt(at)] : 84);
      view.setUint32(group * 4, sum);
    }
    return new Uint8Array(view.buffer, 0, groups * 4 - (groups * 5 - text.length));
  }
  async function unpack(id) {
    const bytes = decode(one(`#part-${id}`).textContent);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
  const parts = (async () => {
    const names = all("[id^=part-]").map((each) => each.id.slice(5));
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await unpack(name)])));
  })();

  class Engine {
    #worker; #asked = new Map(); #last = 0;

    constructor() {
      const source = new TextEncoder().encode(one("#worker").textContent);
      const code = btoa(String.fromCharCode(...source));
      // A module worker from a blob does not start in a page opened from a disk; one from a data address does.
      this.#worker = new Worker(`data:text/javascript;base64,${code}`, { type: "module" });
      this.#worker.onmessage = ({ data }) => this.#take(data);
      this.#worker.onerror = (event) => this.#fail(event.message);
      this.ready = parts.then((held) => this.ask("start", { parts: held }));
      this.ready.catch(() => {});
    }

    ask(task, data = {}, onProgress = () => {}) {
      const id = ++this.#last;
      return new Promise((resolve, reject) => {
        const clock = setTimeout(() => this.end("too-slow"), MOST_SECONDS * 1000);
        this.#asked.set(id, { resolve, reject, onProgress, clock });
        this.#worker.postMessage({ id, task, ...data });
      });
    }

    end(reason) {
      this.#worker.terminate();
      this.ended = true;
      for (const { reject, clock } of this.#asked.values()) { clearTimeout(clock); reject(new Ended(reason)); }
      this.#asked.clear();
    }

    #take({ kind, id, ...rest }) {
      const asked = this.#asked.get(id);
      if (!asked) return;
      if (kind === "progress") { asked.onProgress(rest); return; }
      this.#asked.delete(id);
      clearTimeout(asked.clock);
      if (kind === "crash") { console.error(rest.said); this.end("crash"); asked.reject(new Ended("crash")); return; }
      if (rest.shown?.error) asked.reject(new Refused(rest.shown.error));
      else asked.resolve(rest);
    }

    #fail(message) { console.error(message); this.end("crash"); }
  }
  class Ended extends Error { constructor(reason) { super(reason); this.reason = reason; } }
  class Refused extends Error { constructor(error) { super(error.message); Object.assign(this, error); } }
  const ENDED = {
    "too-slow": ["The comparison took longer than ten minutes and was stopped.", "Compare a part of the files, or install kcsie-diff on a computer."],
    crash: ["The page’s engine stopped unexpectedly.", "A new one has been started: try again. A very large file may need more memory than a browser gives."],
  };

  const count = (navigator.deviceMemory ?? 8) < 4 ? 1 : 2; // an engine takes some 200 MB
  let engines = [];
  const engine = (slot) => {
    const at = slot % count;
    if (!engines[at] || engines[at].ended) engines[at] = new Engine();
    return engines[at];
  };

  // ---- the two files ----

  const slots = all(".slot").map((box, at) => ({
    at, box, input: one("input[type=file]", box), state: one(".state", box), error: one(".error", box),
    locked: one(".locked", box), password: one("input[type=password]", box), file: null, read: null, turn: 0,
  }));
  let run = 0; // what was begun before the last cancel, swap or choice comes too late

  function failure(box, error) {
    const [message, hint] = error instanceof Refused ? [error.message, error.hint] : ENDED[error.reason] ?? ENDED.crash;
    box.replaceChildren(...[message, hint].map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    box.hidden = false;
  }
  function describe(slot) {
    const { file, read, state } = slot;
    if (!file) { state.textContent = ""; return; }
    const name = Object.assign(document.createElement("strong"), { textContent: file.name });
    const rest = read ? `: ${read.shown.title}, ${read.shown.pages} ${read.shown.pages === 1 ? "page" : "pages"}` : "";
    state.replaceChildren(name, rest);
  }

  async function choose(slot, file, password = "") {
    const turn = ++slot.turn;
    run += 1;
    Object.assign(slot, { file, read: null });
    slot.error.hidden = true;
    if (!password) slot.locked.hidden = true;
    one("#result").hidden = one("#fault").hidden = true;
    describe(slot);
    show();
    if (!file) return;
    if (file.size > MOST_BYTES) {
      failure(slot.error, new Refused({ message: `${file.name} is larger than this page can read (100 MB).`, hint: "Save it with smaller pictures, or install kcsie-diff on a computer." }));
      Object.assign(slot, { file: null });
      show();
      return;
    }
    try {
      const data = await file.arrayBuffer();
      await engine(slot.at).ready;
      const read = await engine(slot.at).ask("read", { name: file.name, data, password }, (done) => { slot.done = done; show(); });
      if (turn !== slot.turn) return;
      slot.read = read;
      slot.locked.hidden = true;
      slot.password.value = "";
    } catch (error) {
      if (turn !== slot.turn || error.reason === "cancel") return;
      if (error.code === "encrypted") {
        slot.locked.hidden = false;
        slot.password.focus();
        if (password) failure(slot.error, new Refused({ message: "That password does not open the file.", hint: "Check it and try again." }));
        slot.kept = file;
      } else failure(slot.error, error);
      slot.file = null;
    }
    slot.done = null;
    describe(slot);
    show();
    if (slots.every((each) => each.read)) compare();
  }

  // ---- progress ----

  let began = 0;
  let step = null;
  function estimate() {
    const spent = (performance.now() - began) / 1000;
    const share = shareDone();
    return spent > 2 && share > 0.1 ? (spent * (1 - share)) / share : null;
  }
  function shareDone() {
    const read = slots.map((slot) => (slot.read ? 1 : slot.done ? slot.done.done / Math.max(1, slot.done.total) : 0));
    const compared = { align: 0.2, judge: 0.5, write: 0.9 }[step] ?? 0;
    return (Math.min(...read) + COMPARE_SHARE * compared) / (1 + COMPARE_SHARE);
  }
  function sentence() {
    const reading = slots.filter((slot) => slot.file && !slot.read);
    const names = ["older", "newer"];
    if (reading.length) {
      const slot = reading[0];
      if (!slot.done) return "Starting the engine. This takes a few seconds.";
      return `Reading the ${names[slot.at]} edition: page ${slot.done.done} of ${slot.done.total}.`;
    }
    return { align: "Matching the paragraphs.", judge: "Working out what each change means.", write: "Writing the report." }[step] ?? "Comparing.";
  }
  let drawn = 0;
  function show() {
    const busy = slots.some((slot) => slot.file && !slot.read) || step !== null;
    const work = one("#work");
    if (busy && work.hidden) { began = performance.now(); drawn = 0; }
    work.hidden = !busy;
    one("#swap").disabled = !slots.some((slot) => slot.file || slot.read) || busy;
    document.body.classList.toggle("reading", !one("#result").hidden);
    if (!busy) return;
    one("#bar").value = shareDone();
    const now = performance.now();
    if (now - drawn < 1000) return; // a screen reader reads each new sentence
    drawn = now;
    const left = slots.every((slot) => slot.file) ? estimate() : null;
    one("#step").textContent = sentence() + (left === null ? "" : ` About ${Math.max(5, 5 * Math.round(left / 5))} seconds left.`);
  }

  // ---- the comparison ----

  async function compare(asked = false) {
    const mine = ++run;
    const notice = one("#notice");
    notice.hidden = true;
    one("#fault").hidden = true;
    step = "align";
    show();
    try {
      const [older, newer] = slots.map((slot) => slot.read.edition);
      const made = await engine(0).ask("compare", { older, newer, inOrder: asked }, (done) => { step = done.step in { align: 1, judge: 1, write: 1 } ? done.step : step; show(); });
      if (mine !== run) return;
      if (made.shown.swapped) {
        exchange();
        tell("The first file says that it is the newer edition, so the two were swapped.");
      }
      if (made.shown.same) tell("Both files are the same file, so there is nothing to report. Check that you chose both editions.");
      await present(made);
    } catch (error) {
      if (mine !== run || error.reason === "cancel") return;
      failure(one("#fault"), error);
      for (const slot of slots) engine(slot.at);
    } finally {
      if (mine === run) { step = null; show(); }
    }
  }
  function tell(text) { Object.assign(one("#notice"), { textContent: text, hidden: false }); }
  function exchange() {
    const [a, b] = slots;
    [a.file, b.file] = [b.file, a.file];
    [a.read, b.read] = [b.read, a.read];
    for (const slot of slots) { slot.input.value = ""; describe(slot); }
  }

  // ---- the report ----

  // The report's frame has an origin of its own and no storage: ticks and notes are kept by the page on its behalf.
  const shim = (kept) => `Object.defineProperty(window,"localStorage",{value:(()=>{const kept=new Map(${JSON.stringify(Object.entries(kept)).replaceAll("<", "\\u003c")});return{getItem:k=>kept.get(k)??null,setItem:(k,v)=>{kept.set(k,String(v));parent.postMessage({kept:[k,String(v)]},"*")},removeItem:k=>{kept.delete(k);parent.postMessage({kept:[k,null]},"*")}}})()});`;
  const PREFIX = "kcsie-diff:page:";
  function storage() {
    try {
      const found = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
      return Object.fromEntries(found.map((key) => [key.slice(PREFIX.length), localStorage.getItem(key)]));
    } catch { return {}; }
  }
  addEventListener("message", ({ data, source }) => {
    if (source !== one("#report").contentWindow || !Array.isArray(data?.kept)) return;
    const [key, value] = data.kept;
    try {
      if (value === null) localStorage.removeItem(PREFIX + key);
      else localStorage.setItem(PREFIX + key, value);
    } catch { /* the browser keeps nothing for files: the ticks last as long as the page is open */ }
  });

  async function framed(report) {
    const script = shim(storage());
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script)));
    const allowed = `script-src 'sha256-${btoa(String.fromCharCode(...digest))}' `;
    const at = report.indexOf("<style");
    return report.slice(0, at).replace("script-src ", allowed) + `<script>${script}</` + "script>" + report.slice(at);
  }
  async function present({ report }) {
    const text = new TextDecoder().decode(report);
    one("#report").srcdoc = await framed(text);
    const { formats } = await engine(0).ready;
    const buttons = [["html", "Web page"], ["xlsx", "Workbook"], ["csv", "CSV"], ["markdown", "Markdown"], ["json", "JSON"]]
      .filter(([format]) => format === "html" || formats.includes(format))
      .map(([format, label]) => {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: label });
        button.onclick = () => download(format, report);
        return button;
      });
    one("#downloads").replaceChildren(one("#downloads span"), ...buttons);
    one("#result").hidden = false;
    step = null;
    show();
    one("#result-title").focus();
  }
  async function download(format, report) {
    try {
      const files = format === "html" ? [[".html", report]] : (await engine(0).ask("write", { format })).files;
      for (const [suffix, bytes] of files) {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([bytes]));
        link.download = `report${suffix}`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      }
    } catch (error) { failure(one("#fault"), error); }
  }

  // ---- what the person does ----

  for (const slot of slots) {
    slot.input.onchange = () => choose(slot, slot.input.files[0] ?? null);
    one(".open", slot.box).onclick = () => choose(slot, slot.kept, slot.password.value);
    slot.password.onkeydown = (event) => { if (event.key === "Enter") { event.preventDefault(); choose(slot, slot.kept, slot.password.value); } };
    slot.box.ondragover = (event) => { event.preventDefault(); slot.box.classList.add("over"); };
    slot.box.ondragleave = () => slot.box.classList.remove("over");
    slot.box.ondrop = (event) => {
      event.preventDefault();
      slot.box.classList.remove("over");
      const files = [...event.dataTransfer.files].slice(0, 2);
      files.forEach((file, i) => choose(files.length === 2 ? slots[i] : slot, file));
    };
  }
  // A file dropped beside the boxes must not replace the page.
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => event.preventDefault());
  one("#choice").onsubmit = (event) => event.preventDefault();
  one("#swap").onclick = () => { exchange(); if (slots.every((slot) => slot.read)) compare(true); };
  one("#cancel").onclick = () => {
    run += 1;
    step = null;
    for (const each of engines) each?.end("cancel");
    for (const slot of slots) {
      slot.turn += 1;
      slot.done = null;
      if (!slot.read) { slot.file = null; slot.input.value = ""; describe(slot); }
      engine(slot.at);
    }
    show();
    one("#file-0").focus();
  };
  one("#again").onclick = () => {
    for (const slot of slots) { slot.input.value = ""; choose(slot, null); }
    one("#report").srcdoc = "";
    show();
    one("#file-0").focus();
  };

  one("#choice").hidden = false;
  slots.forEach((slot) => engine(slot.at));
})();
