// pictures.js - the twenty main pages as pictures for README: PAGE.png in Chinese, PAGE-en.png in English, -phone on a telephone.
// What lies below the first screens is cut off, so that each stays small.
"use strict";
const path = require("path");
const { signIn } = require("./bureau");
const cast = require("./cast");

const DESK = { width: 1280, height: 960 }, PHONE = { width: 390, height: 844 };

// name, who, address (or what finds it)
async function main_pages(bureau, known) {
  const citizen = known.accounts[known.accounts.length - 1];
  const debtor = await cast.somebody(bureau, "in arrears", (why) => cast.causes(why) === "arrears" && cast.first_step(why) === "payment.record@tax");
  const payer = await cast.named(bureau, "contributions of an employee");
  const waiting = await bureau.ask("case.list", { state: "submitted" });
  return [
    ["home", "", "/"], ["home-en", "", "/en/"], ["home-phone", "", "/"],
    ["why-sealed", "clerk", `/person/${debtor.person}/why`], ["why-sealed-en", "clerk", `/en/person/${debtor.person}/why`],
    ["why-sealed-phone", "clerk", `/person/${debtor.person}/why`],
    ["open-phone", "", "/open"], ["article-en", "", "/en/guide/sealed-causes"], ["search", "", `/search?q=${encodeURIComponent("封存")}`],
    ["me-phone", citizen, "/me"], ["contributions", "clerk", `/person/${payer.person}/contributions`], ["forecast-en", "clerk", `/en/person/${payer.person}/forecast`],
    ["desk", "clerk", "/desk"], ["person-en", "clerk", `/en/person/${debtor.person}`],
    ["case", "reviewer", `/cases/${waiting.items[0].case}`], ["unit", "unit", "/unit"], ["bill-en", "unit", "/en/unit/bill"],
    ["declare", "unit", "/unit/declare"], ["pharmacy-en", "pharmacy", "/en/pharmacy/activate"], ["policy", "", "/policy"],
  ];
}

async function pictures(bureau, known, folder) {
  const pages = {};
  for (const [name, who, address] of await main_pages(bureau, known)) {
    if (!pages[who]) pages[who] = who ? (await signIn(bureau, who, known.password)).page : await (await bureau.browser.newContext()).newPage();
    const size = name.endsWith("-phone") ? PHONE : DESK;
    await pages[who].setViewportSize(size);
    await pages[who].goto(bureau.address + address);
    await pages[who].screenshot({ path: path.join(folder, `${name}.png`) });
  }
}

module.exports = { pictures };
