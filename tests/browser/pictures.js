// pictures.js - the main pages as pictures for README: on a desk screen, and those of citizens on a telephone too.
"use strict";
const path = require("path");
const { signIn } = require("./bureau");

// name, who, address, telephone
const MAIN = [
  ["home", "", "/", true], ["guide", "", "/guide", false], ["search", "", "/search?q=%E5%B0%81%E5%AD%98", false],
  ["open", "", "/open", true], ["track", "", "/track", false], ["policy", "", "/policy", false], ["sign-in", "", "/sign-in", false],
  ["why-sealed", "clerk", "/why-sealed", false], ["desk", "clerk", "/desk", false],
  ["counter-activate", "clerk", "/counter/activate", false], ["pay", "clerk", "/pay", false],
  ["books", "clerk", "/desk/books", false], ["cases", "reviewer", "/cases", false],
  ["bank-activate", "bank", "/bank/activate", false], ["pharmacy-activate", "pharmacy", "/pharmacy/activate", false],
  ["hotline-activate", "hotline", "/hotline/activate", false], ["unit", "unit", "/unit", false],
  ["declare", "unit", "/unit/declare", false],
];

async function shot(page, file) {
  await page.screenshot({ path: file, fullPage: true });
}

async function pictures(bureau, known, folder) {
  const sessions = {};
  for (const [name, who, address, telephone] of MAIN) {
    if (!sessions[who]) {
      const context = await bureau.browser.newContext({ viewport: { width: 1280, height: 900 } });
      sessions[who] = who ? (await signIn(bureau, who, known.password)).page : await context.newPage();
    }
    const page = sessions[who];
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(bureau.address + address);
    await shot(page, path.join(folder, `${name}.png`));
    if (!telephone) continue;
    await page.setViewportSize({ width: 390, height: 844 });
    await shot(page, path.join(folder, `${name}-phone.png`));
  }
}

module.exports = { pictures };
