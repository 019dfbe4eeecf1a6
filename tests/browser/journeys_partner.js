// journeys_partner.js - bank, pharmacy, hospital and hotline: where a card is enabled.
"use strict";
const { must } = require("./bureau");
const { arrive } = require("./visitor");
const cast = require("./cast");

const sealed = (why) => cast.causes(why).startsWith("not-enabled");

// What the record says now: the card works, or (by telephone) nothing is left but the PIN.
async function works(bureau, person, left = "") {
  const why = await bureau.ask("person.why", { person: person.person, function: "medical" });
  must(why.usable || (left && cast.causes(why) === left), `the card of ${person.person} does not work: ${cast.causes(why)}`);
}

// The holder chooses a PIN, on the page that the last one leads to: the number of the card goes along.
async function choose_pin(desk) {
  await desk.follow(desk.lang === "en" ? "PIN of a card" : "社保卡密码");
  await desk.fill({ evidence: "id-card" });
  await desk.send();
  await desk.says(desk.lang === "en" ? "It is recorded" : "已登记");
}

// The card lies at the outlet: one act hands it over and enables it. By the keyboard alone.
async function bank(bureau) {
  const person = await cast.named(bureau, "at-outlet");
  const teller = await arrive(bureau, "bank", { keys: true });
  await teller.does("/bank/activate", { card_no: person.card, ssn: person.ssn, evidence: ["id-card", "social-card"] }, "社保卡已启用");
  await teller.sign_out();
  await works(bureau, person);
}

// The chip's number, as a reader gives it: 32 characters, the region first (as the demonstration's factory makes them).
const chip = (person) => person.status.cards[0].region + person.card.slice(1).padStart(26, "0");

async function pharmacy(bureau) {
  const person = await cast.somebody(bureau, "with an old card and a new one that is not enabled", sealed);
  const desk = await arrive(bureau, "pharmacy", { lang: "en", width: "phone", script: false });
  const old = person.status.legacy_card;
  await desk.does("/pharmacy/activate", { card_id_code: chip(person) }, "There is a problem"); // the old card comes first
  await desk.fill({ old_card_no: old.old_card_no });
  await desk.send();
  await desk.says("the old medical card has ended", (old.balance_fen / 100).toLocaleString("en", { minimumFractionDigits: 2, useGrouping: false }));
  await choose_pin(desk);
  await desk.sign_out();
  await works(bureau, person);
}

async function hospital(bureau) {
  const person = await cast.somebody(bureau, "with a card that is not enabled", sealed);
  const desk = await arrive(bureau, "hospital", { width: "phone" });
  await desk.does("/hospital/activate", { card_id_code: chip(person), ssn: person.ssn, name: person.name, registration_no: "G-2026-7",
    visit: "outpatient" }, "本次就诊即可使用");
  await choose_pin(desk);
  await desk.does("/card/use", { card_no: person.card, function: "medical", evidence: "id-card" }, "能否使用", "是");
  await desk.sign_out();
  await works(bureau, person);
}

// The caller answers two questions of identity; one is not enough, and nothing on record is told to them.
async function hotline(bureau) {
  const person = await cast.somebody(bureau, "with a card that is not enabled", sealed);
  const agent = await arrive(bureau, "hotline", { lang: "en", keys: true });
  const call = { call: "C-20261122-7", ssn: person.ssn, card_no: person.card };
  await agent.does("/hotline/activate", { ...call, "answers.mobile": person.mobile }, "There is a problem");
  must(!(await agent.text()).includes(person.address), "the page tells the caller's address");
  await agent.fill({ "answers.address": person.address });
  await agent.send();
  await agent.says("The card is active");
  await agent.sign_out();
  await works(bureau, person, "pin-initial");
}

const journeys = [
  ["a bank teller hands a card over and activates it by the keyboard alone", bank],
  ["a pharmacy takes the old card and the new one", pharmacy],
  ["a hospital activates at the first visit and uses the card", hospital],
  ["a hotline agent activates on two right answers", hotline],
];

module.exports = { journeys };
