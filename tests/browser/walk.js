// walk.js - every page that somebody of each role can reach by links, in Chinese and English, on a desk screen and on a
// telephone: axe-core finds nothing, the HTML is valid, nothing is wider than the screen, nothing breaks the policy, and the
// keyboard alone reaches the content; without a script nothing is missing. Addresses that differ only in whom they are about
// count as one page.
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

async function axed(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => axe.run(rules), RULES);
  return violations.map((v) => `axe ${v.id}: ${v.nodes[0].html.slice(0, 160)}`);
}

async function valid(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap((result) => result.messages.slice(0, 3).map((one) => `html ${one.ruleId}, line ${one.line}: ${one.message}`));
}

const findings = async (page, html) => [...(await axed(page)), ...(await valid(html))];

// Widths at which somebody looks, one after the other on the same page.
async function too_wide(page) {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) return `wider than ${width}`;
  }
  return "";
}

// What the page is made of: each kind of element with its first class. axe judges elements, so a page that is made of what
// it has judged before, in the same language, can show nothing new: the forms of the catalogue are many of the same.
async function news(page, language, shapes) {
  const made = await page.$$eval("body *", (all) => [...new Set(all.map((one) => `${one.tagName} ${one.type || ""} ${one.classList[0] || ""}`))]);
  const fresh = made.map((shape) => language + shape).filter((shape) => !shapes.has(shape));
  for (const shape of fresh) shapes.add(shape);
  return fresh.length > 0;
}

async function shown(page, url, language) {
  const bad = [], answer = await page.goto(url);
  if (answer.status() !== 200) bad.push(`status ${answer.status()}`);
  if (answer.headers()["content-security-policy"] === undefined) bad.push("no content security policy");
  if (await page.evaluate(() => document.documentElement.lang) !== language) bad.push(`not in ${language}`);
  const wide = await too_wide(page);
  if (wide) bad.push(wide);
  return { bad, html: await answer.text() };
}

// The first key lands on the link to the content, and the content is reached by it.
async function keyboard(page) {
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
  if (!first || !first.startsWith("#")) return ["the first key does not skip to the content"];
  await page.keyboard.press("Enter");
  return (await page.$(first)) ? [] : [`${first} is not there`];
}

// Without a script there is as much to press and to fill in, and nothing is wider than a telephone.
async function scriptless(page, url, pressed) {
  const answer = await page.goto(url);
  if (answer.status() !== 200) return [`status ${answer.status()} without a script`];
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  const without = await page.locator(CONTROLS).count();
  return [...(wide ? ["wider than a telephone without a script"] : []),
    ...(without < pressed ? [`${without} controls without a script, ${pressed} with one`] : [])];
}

const CONTROLS = "main :is(button[type=submit], input:not([type=hidden]):not([type=file]), select, textarea):visible";

async function look(windows, bureau, url, name, shapes) {
  const { page, bare } = windows, there = url.slice(bureau.address.length).replace(/^\/en(?=\/|$)/, ""), form = name.startsWith("/do/");
  const english = await shown(page, `${bureau.address}/en${there}`, "en"); // the same markup with other words
  english.bad.push(...(await keyboard(page)));
  if (await news(page, "en", shapes)) english.bad.push(...(await axed(page)));
  const { bad, html } = await shown(page, bureau.address + there, "zh-CN");
  bad.push(...(await valid(html)));
  if ((await news(page, "zh", shapes)) || !form) bad.push(...(await axed(page)));
  const pressed = await page.locator(CONTROLS).count(), found = await links(page, bureau.address);
  bad.push(...english.bad.map((one) => `in English ${one}`), ...(await scriptless(bare, bureau.address + there, pressed)));
  must(!bad.length, `${url}\n    ${bad.join("\n    ")}`);
  return found;
}

// Each page once for whoever meets it first; `seen` and `shapes` are kept from role to role. Two windows at a time.
async function walk(bureau, suite, account, password, seen, shapes) {
  const how = { bypassCSP: true };
  const { page, context } = account ? await signIn(bureau, account, password, how) : await (async () => {
    const context = await bureau.browser.newContext(how);
    return { context, page: await context.newPage() };
  })();
  const plain = await bureau.browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 },
    storageState: await context.storageState() });
  const starts = !account ? ["/", "/why-sealed"] : /^\d/.test(account) ? ["/", "/desk", "/me", "/why-sealed"]
    : account === "unit" ? ["/", "/desk", "/unit", "/why-sealed"] : ["/", "/desk", "/why-sealed"];
  const waiting = [];
  let busy = 0;
  const add = (urls) => {
    for (const url of urls) {
      if (seen.has(kind(url))) continue;
      seen.add(kind(url));
      waiting.push(url);
    }
  };
  for (const start of starts) { // what is linked here differs from role to role
    await page.goto(bureau.address + start);
    add([bureau.address + start, ...(await links(page, bureau.address))]);
  }
  const one = async (windows) => {
    while (waiting.length || busy) {
      const url = waiting.shift();
      if (!url) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      busy++;
      await suite.test(`${kind(url)} as ${account || "nobody"}`, async () => add(await look(windows, bureau, url, kind(url), shapes)));
      busy--;
    }
  };
  await Promise.all([one({ page, bare: await plain.newPage() }), one({ page: await context.newPage(), bare: await plain.newPage() })]);
  await plain.close();
  await context.close();
}

module.exports = { walk, findings, too_wide };
