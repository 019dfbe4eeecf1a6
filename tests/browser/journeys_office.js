// journeys_office.js - what the bureau's clerk and its reviewer do together, and what any form does when it is refused.
"use strict";
const crypto = require("crypto");
const { must } = require("./bureau");
const { findings } = require("./walk");
const { arrive } = require("./visitor");
const cast = require("./cast");

// Sealed for an investigation: the clerk takes in the papers, the reviewer decides, the card works.
async function papers(bureau) {
  const person = await cast.named(bureau, "investigation");
  const clerk = await arrive(bureau, "clerk", { script: false });
  await clerk.go("/");
  await clerk.follow("社保卡为什么被封存");
  await clerk.fill({ ssn: person.ssn, function: "medical" });
  await clerk.send();
  await clerk.says("为什么受限制", "核查");
  await clerk.follow("在这里办理这一步"); // the case is opened
  await clerk.tick_all();
  await clerk.send();
  await clerk.says("这一步已经办好");
  await clerk.follow("在这里办理这一步"); // and given to somebody else
  await clerk.send();
  await clerk.says("这一步已经办好", "复核");

  const reviewer = await arrive(bureau, "reviewer", { lang: "en", keys: true });
  const mine = await bureau.ask("case.list", { person: person.person, state: "submitted" });
  const number = mine.items[0].case;
  await reviewer.follow("Cases");
  await reviewer.follow(number);
  await reviewer.says("Unseal", "Labour contract");
  await reviewer.fill({ decision: "approve" });
  await reviewer.send();
  await reviewer.says("Done.");
  await reviewer.sign_out();

  await clerk.go("/why-sealed");
  await clerk.fill({ ssn: person.ssn, function: "medical" });
  await clerk.send();
  await clerk.says("可以正常使用");
  await clerk.sign_out();
}

// At the counter with identity card and card, by the keyboard alone.
async function counter(bureau) {
  const person = await cast.named(bureau, "not-enabled, old card still works");
  const clerk = await arrive(bureau, "clerk", { keys: true });
  await clerk.does("/counter/activate", { card_no: person.card, ssn: person.ssn, evidence: ["id-card", "social-card"] }, "社保卡已启用");
  await clerk.sign_out();
}

// What was typed stays when it is refused, and the summary of what is wrong has the focus.
async function refused(bureau) {
  const clerk = await arrive(bureau, "clerk", { lang: "en" });
  await clerk.go("/counter/activate");
  await clerk.fill({ card_no: "Z99999999", ssn: "110101199001011234" });
  await clerk.send();
  must(await clerk.page.inputValue("#card_no") === "Z99999999", "the card number is gone");
  must(await clerk.page.evaluate(() => document.activeElement.classList.contains("govuk-error-summary")), "the summary has no focus");
  await clerk.sign_out();
}

// Somebody else's record is refused, with a way to sign in that comes back to where one was going.
async function strangers(bureau) {
  const { page, context } = await arrive(bureau, "", { width: "phone", script: false });
  const answer = await page.goto(`${bureau.address}/person/1`);
  must(answer.status() === 403, `status ${answer.status()}`);
  must(await page.locator('main a[href^="/sign-in"]').count() > 0, "no way to sign in");
  await context.close();
}

// What an authenticator app makes of the key that is shown (RFC 6238), now or some steps later.
function code_of(key, steps = 0) {
  const bits = [...key].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const hash = crypto.createHmac("sha1", bytes).update(step).digest();
  const from = hash[19] & 15;
  return String((hash.readUInt32BE(from) & 0x7fffffff) % 1000000).padStart(6, "0");
}

async function clean(who, answer) {
  const wrong = await findings(who.page, await answer.text());
  must(!wrong.length, `${who.page.url()}: ${wrong.join("; ")}`);
}

// The auditor reads the key from the page into a phone; from then on the password alone is not enough.
async function second_factor(bureau) {
  const how = { lang: "en", width: "phone" };
  const auditor = await arrive(bureau, "auditor", { ...how, keys: true });
  await auditor.go("/security/code");
  await auditor.fill({ password: bureau.password });
  await auditor.send("Set it up");
  await auditor.says("Scan the picture");
  await clean(auditor, await auditor.page.reload());
  const key = (await auditor.page.innerText("main code")).replace(/ /g, "");
  await auditor.fill({ code: code_of(key) });
  await auditor.send("Turn it on");
  await auditor.says("The sign-in code is on.");
  await auditor.sign_out();

  const again = await arrive(bureau, "", { ...how, script: false });
  await again.go("/sign-in");
  await again.fill({ account: "auditor", password: bureau.password });
  await again.send();
  await again.says("Write your sign-in code");
  await again.fill({ code: code_of(key, 1) }); // the one before was used to set it up
  await again.send();
  must(!again.page.url().includes("/sign-in"), `no way in with the code: ${await again.text()}`);
  await again.sign_out();
  const late = await arrive(bureau, "", how);
  await late.go("/sign-in");
  await late.fill({ account: "auditor", password: bureau.password });
  const [asked] = await Promise.all([late.page.waitForNavigation(), late.page.click("main form button[type=submit]")]);
  await clean(late, asked);
  await late.context.close();
}

const journeys = [
  ["an auditor signs in with a code of the phone", second_factor],
  ["a clerk and a reviewer unseal by papers", papers],
  ["a clerk activates a card at the counter by the keyboard alone", counter],
  ["a refused form keeps what was typed", refused],
  ["a stranger is refused and can sign in", strangers],
];

module.exports = { journeys };
