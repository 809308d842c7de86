// The engine's worker: starts Pyodide from parts held in memory, and passes on what the page asks of engine.py.
// There is no network: `fetch` answers from those parts and from nothing else.
const send = (kind, rest, transfer = []) => postMessage({ kind, ...rest }, transfer);
let engine = null;
let toJs = null;

async function start(parts) {
  const address = (bytes, type) => URL.createObjectURL(new Blob([bytes], { type }));
  const held = { "python_stdlib.zip": ["library", "application/zip"], "pyodide.asm.wasm": ["wasm", "application/wasm"] };
  globalThis.fetch = async (asked) => {
    const name = String(asked.url ?? asked).split("/").pop();
    if (!held[name]) throw new Error(`This page asks the network for nothing: ${name}`);
    return new Response(parts[held[name][0]], { headers: { "content-type": held[name][1] } });
  };
  const { default: createPyodideModule } = await import(address(parts.loader, "text/javascript"));
  const { loadPyodide } = await import(address(parts.pyodide, "text/javascript"));
  const nowhere = "https://nowhere.invalid/";
  const python = await loadPyodide({
    indexURL: nowhere,
    stdLibURL: `${nowhere}python_stdlib.zip`,
    lockFileContents: new TextDecoder().decode(parts.lock),
    createPyodideModule,
  });
  python.unpackArchive(parts.packages, "zip", { extractDir: "/lib/python3.14/site-packages" });
  const module = python.pyimport("engine");
  engine = module.Engine();
  toJs = (value) => value.toJs({ create_proxies: false });
  return JSON.parse(module.formats());
}

const answers = {
  start: async ({ parts }) => ({ formats: await start(parts) }),
  read: async ({ name, data, password }, notify) => {
    const [shown, edition] = toJs(engine.read(name, new Uint8Array(data), password ?? "", notify));
    return { shown: JSON.parse(shown), edition };
  },
  compare: async ({ older, newer, inOrder }, notify) => {
    const [shown, report] = toJs(engine.compare(older, newer, inOrder, notify));
    return { shown: JSON.parse(shown), report };
  },
  write: async ({ format }) => {
    const [shown, files] = toJs(engine.write(format));
    return { shown: JSON.parse(shown), files };
  },
};

onmessage = async ({ data: { id, task, ...rest } }) => {
  const notify = (step, done, total) => send("progress", { id, step, done, total });
  try {
    send("answer", { id, ...(await answers[task](rest, notify)) });
  } catch (fault) {
    send("crash", { id, said: String(fault?.message ?? fault).slice(0, 2000) });
  }
};
