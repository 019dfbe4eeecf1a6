// walk.js - every page that somebody of each role can reach by links, in Chinese and English, on a desk screen and on a
// telephone: axe-core finds nothing, the HTML is valid, nothing is wider than the screen, nothing breaks the policy, and the
// keyboard alone reaches the content. Addresses that differ only in whom they are about count as one page.
"use strict";
const fs = require("fs"), path = require("path");
const { root, signIn, must } = require("./bureau");
const { HtmlValidate } = require(path.join(root, "node_modules/html-validate"));
const axe = fs.readFileSync(path.join(root, "node_modules/axe-core/axe.min.js"), "utf8");

const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
// The notification banner and the summary list are divisions with a role by the design of the package; attributes of forms
// stand as the package's own fixtures have them.
const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: { "prefer-native-element": "off", "no-trailing-whitespace": "off", "long-title": "off", "no-inline-style": "error",
    "require-sri": "off", "tel-non-breaking": "off", "wcag/h71": "off", "no-redundant-role": "off", "attribute-boolean-style": "off",
    "void-style": "off", "doctype-style": "off", "valid-autocomplete": "off", "no-implicit-button-type": "off", "form-dup-name": "off",
    "valid-id": ["error", { relaxed: true }] },
});

// One page for one and the same form or record: numbers of things stand for all of them.
function kind(url) {
  const { pathname } = new URL(url);
  return pathname.replace(/^\/en(?=\/|$)/, "").replace(/\/(\d+|[A-Z]+\d[\w-]*)(?=\/|$)/g, "/*").replace(/^\/guide\/.+/, "/guide/*") || "/";
}

// What is no page: files to keep, leaving, and the switch of the type, which has a walk of its own (elder.js).
const left = /\/(file|example|sign-out|api|paper|view\/large|view\/normal)(\/|\?|$)|\.(csv|xlsx|pdf|json)(\?|$)|^\/metrics/;

async function links(page, address) {
  const all = await page.$$eval("a[href]", (found) => found.map((a) => a.href));
  return all.filter((href) => href.startsWith(address) && !left.test(href.slice(address.length))).map((href) => href.split("#")[0]);
}

async function findings(page, html) {
  const bad = [];
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => axe.run(rules), RULES);
  for (const v of violations) bad.push(`axe ${v.id}: ${v.nodes[0].html.slice(0, 160)}`);
  const report = await validator.validateString(html);
  for (const result of report.results)
    for (const message of result.messages.slice(0, 3)) bad.push(`html ${message.ruleId}, line ${message.line}: ${message.message}`);
  return bad;
}

// Widths at which somebody looks, one after the other on the same page.
async function too_wide(page) {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) return `wider than ${width}`;
  }
  return "";
}

async function check(page, url) {
  const bad = [];
  const answer = await page.goto(url);
  if (answer.status() !== 200) bad.push(`status ${answer.status()}`);
  if (answer.headers()["content-security-policy"] === undefined) bad.push("no content security policy");
  const wide = await too_wide(page);
  if (wide) bad.push(wide);
  return bad.concat(await findings(page, await answer.text()));
}

// The first key lands on the link to the content, and the content is reached by it.
async function keyboard(page, url) {
  await page.goto(url);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
  must(first && first.startsWith("#"), `${url}: the first key does not skip to the content`);
  await page.keyboard.press("Enter");
  must(await page.evaluate((id) => !!document.querySelector(id), first), `${url}: ${first} is not there`);
}

// Each page once for whoever meets it first; `seen` is kept from role to role.
async function walk(bureau, suite, account, password, seen, limit) {
  const session = account ? await signIn(bureau, account, password, { bypassCSP: true })
    : await (async () => { const context = await bureau.browser.newContext({ bypassCSP: true }); return { context, page: await context.newPage() }; })();
  const { page, context } = session;
  const starts = !account ? ["/", "/why-sealed"] : /^\d/.test(account) ? ["/", "/desk", "/me", "/why-sealed"] : ["/", "/desk", "/why-sealed"];
  const waiting = [];
  for (const start of starts) { // what is linked here differs from role to role
    await page.goto(bureau.address + start);
    waiting.push(bureau.address + start, ...(await links(page, bureau.address)));
  }
  for (const url of waiting) {
    const name = kind(url);
    const form = name.startsWith("/do/") && !limit.forms;
    if (seen.has(name) || form) continue;
    seen.add(name);
    await suite.test(`${name} as ${account || "nobody"}`, async () => {
      const bad = await check(page, url);
      must(!bad.length, `${url}\n    ${bad.join("\n    ")}`);
      for (const next of await links(page, bureau.address)) if (!seen.has(kind(next))) waiting.push(next);
      const there = url.slice(bureau.address.length).replace(/^\/en(?=\/|$)/, "");
      const other = `${bureau.address}/en${there}`;
      const answer = await page.goto(other);
      must(answer.status() === 200, `${other}: status ${answer.status()}`);
      must(await page.evaluate(() => document.documentElement.lang) === "en", `${other} is not English`);
      const wide = await too_wide(page);
      must(!wide, `${other}: ${wide}`);
      await keyboard(page, url);
    });
    if (name.startsWith("/do/")) limit.forms--;
  }
  await context.close();
}

module.exports = { walk, findings, too_wide };
