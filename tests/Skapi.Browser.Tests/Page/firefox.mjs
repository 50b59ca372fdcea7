// Drives Firefox over WebDriver BiDi for the .NET tests: one JSON message a line, requests in, replies and events out.

import puppeteer from 'puppeteer-core';
import { createInterface } from 'node:readline';

const [executablePath] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath,
  headless: true,
  extraPrefsFirefox: {
    'media.navigator.streams.fake': true,
    'media.navigator.permission.disabled': true,
    'media.autoplay.default': 0,
    'media.autoplay.blocking_policy': 0,
  },
});
const pages = new Map();
const write = message => process.stdout.write(`${JSON.stringify(message)}\n`);

async function open({ page: id, url, script, redirectFrom, redirectTo }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  pages.set(id, page);
  page.on('pageerror', error => write({ page: id, error: String(error) }));
  await page.exposeFunction('reportEvent', json => write({ page: id, event: json }));
  await page.evaluateOnNewDocument(script);
  await page.setRequestInterception(true);
  page.on('request', request => redirect(request, redirectFrom, redirectTo).catch(error => write({ page: id, error: String(error) })));
  await page.goto(url);
  await page.waitForFunction('window.harness !== undefined');
}

// The published client has the address of its discovery documents built in.
async function redirect(request, from, to) {
  if (!request.url().startsWith(from)) return request.continue();
  const response = await fetch(request.url().replace(from, to));
  await request.respond({
    status: response.status,
    contentType: response.headers.get('content-type') ?? 'application/json',
    headers: { 'access-control-allow-origin': '*' },
    body: await response.text(),
  });
}

const methods = {
  open,
  evaluate: ({ page, script }) => pages.get(page).evaluate(script),
  until: async ({ page, condition }) => { await pages.get(page).waitForFunction(condition, { polling: 50, timeout: 30000 }); },
  leave: async ({ page }) => { await pages.get(page).goto('about:blank'); },
  close: async ({ page }) => { await pages.get(page).browserContext().close(); pages.delete(page); },
};

write({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  methods[request.method](request).then(
    result => write({ id: request.id, result: result ?? null }),
    error => write({ id: request.id, failure: String(error?.message ?? error) }));
}

await browser.close();
