// cast.js - who plays in the journeys: people of the demo city in the state that a journey begins with, and invented ones.
"use strict";
const { must } = require("./bureau");
const { arrive } = require("./visitor");

// A citizen's number with its check (GB 11643): region, day of birth, order.
function invented(region, birth, order) {
  const head = region + birth + String(order).padStart(3, "0");
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...head].reduce((all, digit, i) => all + Number(digit) * weights[i], 0);
  return head + "10X98765432"[sum % 11];
}

// A bank card's number with its check (Luhn).
function bank_card(head) {
  const sum = [...head].reverse().reduce((all, digit, i) => {
    const n = Number(digit) * (i % 2 ? 1 : 2);
    return all + (n > 9 ? n - 9 : n);
  }, 0);
  return head + String((10 - (sum % 10)) % 10);
}

// An employer's credit code with both checks (GB 11714, GB 32100).
function credit_code(region, order) {
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", digits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const body = `MA${order.padStart(6, "0")}`;
  const first = 11 - [...body].reduce((all, c, i) => all + letters.indexOf(c) * [3, 7, 9, 10, 5, 8, 4, 2][i], 0) % 11;
  const head = `91${region}${body}${first === 10 ? "X" : first === 11 ? 0 : first}`;
  return head + digits[(31 - [...head].reduce((all, c, i) => all + digits.indexOf(c) * 3 ** i % 31, 0) % 31) % 31];
}

// The days and months of the pages: those of China.
function today(years = 0) {
  const [year, ...rest] = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10).split("-");
  return [Number(year) + years, ...rest].join("-");
}
const month = () => today().slice(0, 7);

// Somebody of the city for whom `fits` holds of why the card does not work and of the record; nobody plays two parts.
const PERSONS = 400, taken = new Set(), seen = new Map();
async function somebody(bureau, what, fits) {
  for (let person = 1; person <= PERSONS; person++) {
    if (taken.has(person)) continue;
    if (!seen.has(person)) seen.set(person, await bureau.ask("person.why", { person, function: "medical" }));
    const why = seen.get(person);
    if (!why || taken.has(person) || !fits(why)) continue; // taken: by who asked at the same time
    taken.add(person);
    const status = await bureau.ask("person.status", { person }), who = await bureau.ask("person.identity", { person });
    return { ...who, status, card: (status.cards.find((card) => card.card_no) || {}).card_no };
  }
  throw new Error(`nobody in the city is ${what}`);
}

// Of whom the cast of the demonstration names, the same.
async function named(bureau, what) {
  must(bureau.people[what], `the city names nobody as ${what}`);
  const { ssn } = bureau.people[what], status = await bureau.ask("person.status", { ssn });
  taken.add(status.person);
  return { ...await bureau.ask("person.identity", { ssn }), status, card: (status.cards.find((card) => card.card_no) || {}).card_no };
}

const causes = (why) => why.causes.map((one) => one.cause).join(" ");
const first_step = (why) => `${why.ways[0]?.steps[0]?.command}@${why.ways[0]?.steps[0]?.role}`;

// The tax officer sees the identity card and hands out a grant, which is read off the page.
async function grant_password(bureau, ssn, how) {
  const officer = await arrive(bureau, "tax", how);
  await officer.does("/do/password.grant", { ssn, evidence: "id-card" }, officer.lang === "en" ? "Done" : "已办理");
  const grant = await officer.beside(officer.lang === "en" ? "Number of the grant" : "授权号");
  await officer.sign_out();
  return grant;
}

module.exports = { invented, bank_card, credit_code, today, month, somebody, named, causes, first_step, grant_password };
