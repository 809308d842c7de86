// Drives the page in a browser, for the tests: node drive.mjs BROWSER EXECUTABLE PAGE, steps as JSON on standard input.
// Each step is [action, ...]; what the actions "text", "hidden", "evaluate", "framed" and "saved" find is printed as a JSON list.
// The browser has no way to the network: its proxy is a port where nothing listens. What it asks for is reported as "requests".
import { text } from "node:stream/consumers";
import puppeteer from "puppeteer-core";

const [browser, executablePath, page] = process.argv.slice(2);
const steps = JSON.parse(await text(process.stdin));
const proxy = { "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9 };
const chosen = browser === "firefox"
  ? { browser, extraPrefsFirefox: proxy }
  : { browser: "chrome", args: ["--no-sandbox", "--proxy-server=http://127.0.0.1:9", "--force-color-profile=srgb"] };
const driver = await puppeteer.launch({ ...chosen, executablePath, headless: true, protocolTimeout: 600_000 });
const found = [];
const requests = [];
const faults = [];
try {
  const tab = await driver.newPage();
  tab.on("request", (request) => { if (!/^(file|blob|data|about):/.test(request.url())) requests.push(request.url()); });
  tab.on("pageerror", (error) => faults.push(String(error.message)));
  await tab.evaluateOnNewDocument(() => {
    window.saved = {};
    const blobs = new Map();
    const address = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => { const made = address(blob); blobs.set(made, blob); return made; };
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      if (!this.download) return click.call(this);
      window.saved[this.download] = blobs.get(this.href);
    };
  });
  const actions = {
    size: (width, height) => tab.setViewport({ width, height }),
    open: () => tab.goto(page),
    choose: async (selector, file) => (await tab.$(selector)).uploadFile(file),
    wait: (selector, seconds = 240) => tab.waitForFunction((each) => { const one = document.querySelector(each); return one && one.getClientRects().length > 0; }, { timeout: seconds * 1000, polling: 200 }, selector),
    click: async (selector) => (await tab.$(selector)).evaluate((each) => each.click()),
    press: (key) => tab.keyboard.press(key),
    type: async (selector, text) => { await (await tab.$(selector)).focus(); await tab.keyboard.type(text); },
    until: (code) => tab.waitForFunction(code, { timeout: 120_000, polling: 50 }),
    picture: (file, full = false) => tab.screenshot({ path: file, fullPage: full }),
    text: async (selector) => found.push(await tab.$eval(selector, (each) => each.innerText)),
    hidden: async (selector) => found.push(await tab.$eval(selector, (each) => each.getClientRects().length === 0)),
    evaluate: async (code) => found.push(await tab.evaluate(code)),
    framed: async (code) => {
      const report = await (await tab.$("#report")).contentFrame();
      await report.waitForFunction("document.readyState === 'complete' && document.querySelector('main')", { timeout: 120_000, polling: 50 });
      found.push(await report.evaluate(code));
    },
    saved: async (name) => {
      await tab.waitForFunction((each) => window.saved[each], { timeout: 120_000, polling: 200 }, name);
      found.push(await tab.evaluate((each) => window.saved[each].text(), name));
    },
  };
  for (const [action, ...rest] of steps) await actions[action](...rest);
  process.stdout.write(JSON.stringify({ found, requests, faults }));
} finally {
  await driver.close();
}
