// files.js - files that people bring: the photo of a card that is cut and shown before it is sent, and a paper for a case with its
// validity; in both languages, on a telephone and a desk screen, with and without a script.
"use strict";
const fs = require("fs"), os = require("os"), path = require("path");
const { root, signIn, must } = require("./bureau");
const { findings, too_wide } = require("./walk");

// axe-core is a script: the same page is judged by it where scripts run.
async function sound(page, answer, scripts) {
  const wide = await too_wide(page), bad = scripts ? await findings(page, await answer.text()) : [];
  must(!wide, wide);
  must(!bad.length, bad.join("\n    "));
}

const sent = (page, press) => Promise.all([page.waitForResponse((one) => one.request().method() === "POST"), press()]).then(([one]) => one);

async function photo(bureau, page, language, scripts) {
  await page.goto(`${bureau.address}${language}/photo?application=K1-1`);
  must(await page.inputValue("#application") === "K1-1", "the application is not filled in");
  await page.setInputFiles("#photo", path.join(root, "tests/web/portrait.jpg"));
  const found = await sent(page, () => page.click("main form button[type=submit]"));
  await page.waitForLoadState();
  must(found.status() === 200, `status ${found.status()}: ${await page.innerText("main")}`);
  const shapes = await page.$$eval("main form label img", (all) => all.map((img) => `${img.naturalWidth}x${img.naturalHeight}`));
  must(shapes.join() === "358x441,358x441,358x441", `the pictures are ${shapes}`);
  must(await page.isChecked('main input[name="crop"] >> nth=1'), "the middle is not chosen before anybody chooses");
  await sound(page, found, scripts);
}

async function paper(bureau, page, language, scan, scripts) {
  await page.goto(`${bureau.address}${language}/cases?state=draft`);
  const first = await page.$("main tbody a");
  must(first, "no case is begun in the demonstration");
  await first.click();
  await page.click(`main a[href$="/document"]`);
  await page.waitForLoadState();
  await page.selectOption("#evidence", "household-register");
  await page.fill("#valid_until", "2020-01-31");
  await page.setInputFiles("#document", scan);
  const late = await sent(page, () => page.click("main form button[type=submit]"));
  await page.waitForLoadState();
  must(late.status() === 409 || late.status() === 422, `an expired paper: status ${late.status()}`);
  must(/已过有效期|past its validity/.test(await page.innerText(".govuk-error-summary")), "nothing is said of its validity");
  await sound(page, late, scripts);
}

async function files(bureau, suite) {
  const scan = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "shebao-scan-")), "scan.pdf");
  fs.writeFileSync(scan, "%PDF-1.7\n%%EOF\n");
  for (const javaScriptEnabled of [true, false]) {
    const { context, page } = await signIn(bureau, "clerk", bureau.password, { bypassCSP: true });
    const plain = await bureau.browser.newContext({ bypassCSP: true, javaScriptEnabled, storageState: await context.storageState() });
    const there = javaScriptEnabled ? page : await plain.newPage(), how = javaScriptEnabled ? "" : " without a script";
    for (const language of ["", "/en"]) {
      await suite.test(`a photo is cut and shown${how} ${language}`, () => photo(bureau, there, language, javaScriptEnabled));
      await suite.test(`an expired paper is refused${how} ${language}`, () => paper(bureau, there, language, scan, javaScriptEnabled));
    }
    await plain.close();
    await context.close();
  }
  fs.rmSync(path.dirname(scan), { recursive: true });
}

module.exports = { files };
