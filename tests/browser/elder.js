// elder.js - the pages in large type: no text under 18 pt, one number to call, nothing wider than a telephone, nothing that axe-core
// or the validator finds; the switch is remembered and leads back to the page.
"use strict";
const { signIn, must } = require("./bureau");
const { findings, too_wide } = require("./walk");

const POINTS = 18, PIXELS = POINTS / 0.75;
const open = ["/", "/why-sealed", "/open", "/guide", "/guide/sealed-card", "/track", "/sign-in", "/view"];
const own = ["/me", "/me/timeline", "/me/notices", "/me/contributions", "/me/forecast", "/security"];

// Every text that somebody sees, with its size.
async function smallest(page) {
  return page.evaluate((least) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement, box = holder.getBoundingClientRect();
      if (!node.data.trim() || box.width < 2 || box.height < 2 || holder.closest("script,style,svg,.govuk-visually-hidden")) continue;
      const size = parseFloat(getComputedStyle(holder).fontSize);
      if (size < least - 0.01) return `"${node.data.trim().slice(0, 30)}" has ${size} px`;
    }
    return "";
  }, PIXELS);
}

async function look(suite, bureau, page, paths, who) {
  for (const path of paths)
    for (const language of ["", "/en"])
      await suite.test(`large type: ${language}${path} as ${who}`, async () => {
        const answer = await page.goto(bureau.address + language + (path === "/" && language ? "" : path));
        must(answer.status() === 200, `status ${answer.status()}`);
        const wide = await too_wide(page);
        must(!wide, wide);
        const small = await smallest(page);
        must(!small, small);
        must(await page.locator("a[href^='tel:']").count() === 1, "not one number to call");
        const bad = await findings(page, await answer.text());
        must(!bad.length, bad.join("\n    "));
      });
}

async function elder(bureau, suite, known) {
  const citizen = known.accounts.find((account) => /^\d/.test(account));
  const guest = await bureau.browser.newContext({ bypassCSP: true });
  const page = await guest.newPage();
  await suite.test("large type is switched on where one is, and stays", async () => {
    await page.goto(bureau.address + "/guide");
    await page.getByRole("link", { name: "长辈版" }).click();
    must(page.url() === bureau.address + "/guide", `the switch leads to ${page.url()}`);
    must(await page.locator("html.sb-large").count() === 1, "the type did not change");
  });
  await look(suite, bureau, page, open, "nobody");
  await suite.test("normal type comes back", async () => {
    await page.goto(bureau.address + "/track");
    await page.getByRole("link", { name: "标准版" }).click();
    must(await page.locator("html.sb-large").count() === 0, "the type is still large");
  });
  await guest.close();
  const session = await signIn(bureau, citizen, known.password, { bypassCSP: true });
  await session.page.goto(bureau.address + "/view/large");
  await look(suite, bureau, session.page, own, "a citizen");
  await session.context.close();
}

// That a page goes away by itself is against the rule for a page at home; at a kiosk the next person must not find the last one's.
async function kiosk_findings(page, html) {
  return (await findings(page, html)).filter((line) => !line.includes("meta-refresh"));
}

// A kiosk with script: the seconds count from the last key; without: the page itself says when to go.
async function kiosk(bureau, suite, known) {
  const citizen = known.accounts.find((account) => /^\d/.test(account));
  const session = await signIn(bureau, citizen, known.password, { bypassCSP: true });
  const { page, context } = session;
  await context.addCookies([{ name: "__Host-shebao-view", value: "kiosk", url: bureau.address.replace("http:", "https:") }]);
  for (const path of ["/kiosk/me", "/en/kiosk/me"])
    await suite.test(`kiosk: ${path}`, async () => {
      const answer = await page.goto(bureau.address + path);
      must(answer.status() === 200, `status ${answer.status()}`);
      must((await answer.text()).includes('http-equiv="refresh" content="60; url=/kiosk"'), "nothing leads back without script");
      const wide = await too_wide(page);
      must(!wide, wide);
      const small = await smallest(page);
      must(!small, small);
      const bad = await kiosk_findings(page, await answer.text());
      must(!bad.length, bad.join("\n    "));
    });
  await suite.test("kiosk: a minute without a touch signs out and begins again", async () => {
    await page.clock.install();
    await page.goto(bureau.address + "/kiosk/me");
    await page.clock.fastForward(50000);
    await page.keyboard.press("Tab");
    await page.clock.fastForward(50000);
    must(page.url().endsWith("/kiosk/me"), `a touch did not count: ${page.url()}`);
    await Promise.all([page.waitForURL(bureau.address + "/kiosk"), page.clock.fastForward(11000)]);
    const answer = await page.goto(bureau.address + "/kiosk/me");
    must(answer.status() === 403, `the session lives: ${answer.status()}`);
  });
  for (const path of ["/kiosk", "/en/kiosk"])
    await suite.test(`kiosk: ${path}`, async () => {
      const answer = await page.goto(bureau.address + path);
      const wide = await too_wide(page);
      must(!wide, wide);
      const small = await smallest(page);
      must(!small, small);
      const bad = await kiosk_findings(page, await answer.text());
      must(!bad.length, bad.join("\n    "));
    });
  await context.close();
}

module.exports = { elder, kiosk };
