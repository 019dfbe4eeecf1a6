// journeys.js - what people come for, from the first page to the end, in a browser: with a script and without one, by mouse
// and by keyboard alone.
"use strict";
const { signIn, must } = require("./bureau");

// A form filled in: boxes and buttons by "name=value", lines and lists by name.
async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const box = page.locator(`input[name="${name}"][value="${value}"]`);
    if (await box.count()) await box.first().check();
    else if (await page.locator(`select[name="${name}"]`).count()) await page.selectOption(`select[name="${name}"]`, value);
    else await page.fill(`[name="${name}"]`, value);
  }
}

async function send(page) {
  await Promise.all([page.waitForNavigation(), page.click("main form button[type=submit]")]);
}

async function says(page, words) {
  const text = await page.innerText("main");
  must(text.includes(words), `"${words}" is not said by ${page.url()}: ${text.slice(0, 400)}`);
}

// The same form by the keys Tab, Space and Enter alone.
async function by_keys(page, values) {
  for (const [name, value] of Object.entries(values)) {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => ({ name: document.activeElement.name, value: document.activeElement.value, type: document.activeElement.type }));
      if (at.name !== name) continue;
      if (at.type === "checkbox" && at.value !== value) continue;
      if (at.type === "checkbox") await page.keyboard.press("Space");
      else await page.keyboard.type(value);
      break;
    }
  }
}

async function to_button(page) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.tagName === "BUTTON" && document.activeElement.closest("main") !== null)) break;
  }
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

// Somebody's record as the clerk finds it: the page, and the number of the card on it.
async function record(page, bureau, ssn) {
  await page.goto(`${bureau.address}/why-sealed`);
  await fill(page, { ssn, function: "medical" });
  await send(page);
  const link = await page.locator('main a[href*="/person/"]').first().getAttribute("href");
  const person = link.match(/\/person\/(\d+)/);
  await page.goto(`${bureau.address}/person/${person[1]}`);
  const text = await page.innerText("main");
  const card = text.match(/\b[A-Z]\d{8}\b|\b[A-Z0-9]{9}\b/);
  return { person: person[1], text, card: card ? card[0] : "" };
}

const NOT_ENABLED = "not-enabled, old card still works";

async function journeys(bureau, suite, known) {
  const { people } = bureau;
  const as = (account, options) => signIn(bureau, account, known.password, options);

  await suite.test("a clerk is told why, without a script, and where each way leads", async () => {
    const { page, context } = await as("clerk", { javaScriptEnabled: false });
    await page.goto(bureau.address);
    await page.click('a[href="/why-sealed"]');
    await fill(page, { ssn: people["dormant"].ssn, function: "medical" });
    await send(page);
    must(await page.locator("main .sb-cause").count() > 0, "no cause is named");
    must(await page.locator("main .sb-way").count() > 0, "no way out is shown");
    await context.close();
  });

  await suite.test("a card is activated at the counter by the keyboard alone", async () => {
    const { page, context } = await as("clerk");
    const found = await record(page, bureau, people[NOT_ENABLED].ssn);
    must(found.card, `no card number in ${found.text.slice(0, 300)}`);
    await page.goto(`${bureau.address}/counter/activate`);
    await by_keys(page, { card_no: found.card, ssn: people[NOT_ENABLED].ssn, evidence: "id-card" });
    await by_keys(page, { evidence: "social-card" });
    await to_button(page);
    await says(page, "社保卡已启用");
    await context.close();
  });

  await suite.test("what was typed stays when it is refused, and the first wrong field has the link", async () => {
    const { page, context } = await as("clerk");
    await page.goto(`${bureau.address}/en/counter/activate`);
    await fill(page, { card_no: "Z99999999", ssn: "110101199001011234" });
    await send(page);
    must(await page.inputValue("#card_no") === "Z99999999", "the card number is gone");
    must(await page.evaluate(() => document.activeElement.classList.contains("govuk-error-summary")), "the summary has no focus");
    await context.close();
  });

  await suite.test("a second person decides, and the first person's case is over", async () => {
    const { page, context } = await as("reviewer");
    await page.goto(`${bureau.address}/cases`);
    const first = page.locator('main table a[href*="/cases/"]').first();
    const number = (await first.innerText()).trim();
    await first.click();
    await page.waitForLoadState();
    await fill(page, { decision: "approve" });
    await send(page);
    await page.goto(`${bureau.address}/cases/${number}`);
    must(await page.locator('main input[name="decision"]').count() === 0, `${number} still waits`);
    await context.close();
  });

  await suite.test("somebody else's page is refused with a way to sign in", async () => {
    const context = await bureau.browser.newContext();
    const page = await context.newPage();
    const answer = await page.goto(`${bureau.address}/person/1`);
    must(answer.status() === 403, `status ${answer.status()}`);
    must(await page.locator('main a[href^="/sign-in"]').count() > 0, "no way to sign in");
    await context.close();
  });
}

module.exports = { journeys };
