// browser.js - node tests/browser/browser.js PROGRAM: the pages as people meet them. Ends with "N passed, N failed".
//   --all           every form made of the catalogue instead of a few of them
//   --pictures DIR  the twenty main pages as pictures, instead of tests
"use strict";
const { open, users, counter } = require("./bureau");
const { walk } = require("./walk");
const { elder } = require("./elder");
const { journeys } = require("./journeys");
const { pictures } = require("./pictures");

const FORMS = 6;

(async () => {
  const [program, ...words] = process.argv.slice(2);
  const bureau = await open(program);
  const suite = counter();
  try {
    const known = await users(bureau);
    bureau.password = known.password;
    if (words[0] === "--pictures") {
      await pictures(bureau, known, words[1]);
    } else {
      const seen = new Set(), limit = { forms: words.includes("--all") ? 1000 : FORMS };
      for (const account of ["", ...known.accounts]) await walk(bureau, suite, account, known.password, seen, limit);
      await elder(bureau, suite, known);
      await journeys(bureau, suite);
    }
  } finally {
    await bureau.close();
  }
  console.log(`${suite.count.passed} passed, ${suite.count.failed} failed`);
  process.exitCode = suite.count.failed ? 1 : 0;
})();
