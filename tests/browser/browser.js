// browser.js - node tests/browser/browser.js PROGRAM: the pages as people meet them. Ends with "N passed, N failed".
//   --pictures DIR  the twenty main pages as pictures, instead of tests
"use strict";
const { open, users, counter } = require("./bureau");
const { walk } = require("./walk");
const { elder, kiosk } = require("./elder");
const { files } = require("./files");
const { journeys } = require("./journeys");
const { pictures } = require("./pictures");

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
      const seen = new Set(), shapes = new Set();
      for (const account of ["", ...known.accounts]) await walk(bureau, suite, account, known.password, seen, shapes);
      await elder(bureau, suite, known);
      await kiosk(bureau, suite, known);
      await files(bureau, suite);
      await journeys(bureau, suite);
    }
  } finally {
    await bureau.close();
  }
  console.log(`${suite.count.passed} passed, ${suite.count.failed} failed`);
  process.exitCode = suite.count.failed ? 1 : 0;
})();
