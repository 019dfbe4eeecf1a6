// journeys.js - what people come for, from the first page to the end: each told once, in one of the ways in which people
// come - in Chinese or English, on a telephone or at a desk, with a script or without, by mouse or by keyboard alone.
"use strict";
const told = [
  ...require("./journeys_citizen").journeys,
  ...require("./journeys_partner").journeys,
  ...require("./journeys_office").journeys,
  ...require("./journeys_employer").journeys,
];

// Two at a time: each has people of its own.
async function journeys(bureau, suite, only = "") {
  const waiting = told.filter(([name]) => name.includes(only));
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await suite.test(next[0], () => next[1](bureau));
  };
  await Promise.all([one(), one()]);
}

module.exports = { journeys };
