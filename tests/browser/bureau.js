// bureau.js - a bureau with its demo city on the loopback address, and Chromium in front of it: what the suites of this
// folder share. The city is made once in a scratch folder; the program is ended by its own number.
"use strict";
const { spawn, execFileSync } = require("child_process");
const fs = require("fs"), os = require("os"), path = require("path");
const root = path.join(__dirname, "../..");
const { chromium } = require(path.join(root, "node_modules/playwright-core"));

const PERSONS = 400; // enough for somebody in each state
const CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

// What the program greets with: the city's people by the state they are in, and a token of the API by role.
function greeting(text) {
  const people = {}, tokens = {};
  for (const line of text.split("\n")) {
    const person = line.match(/^ {2}(\d{17}[\dX]) {2}(\S+) {2}(.+)$/);
    if (person) people[person[3].trim()] = { ssn: person[1], name: person[2] };
    const token = line.match(/^ {2}(\w+) +(\S{20,}) {3}(\S+)/);
    if (token) tokens[token[1]] = { token: token[2], user: token[3] };
  }
  return { people, tokens };
}

// What a clerk's program could ask: to choose who plays a part, never in place of what somebody does on a page.
function asker(address, tokens) {
  return async (query, args) => {
    const answer = await fetch(`${address}/api/v1/queries/${query}`, { method: "POST", body: JSON.stringify(args),
      headers: { Authorization: `Bearer ${tokens.clerk.token}`, "Content-Type": "application/json", "X-Purpose": "casting" } });
    return (await answer.json()).data;
  };
}

async function open(binary) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "shebao-browser-"));
  const env = { ...process.env, SHEBAO_HOME: home };
  execFileSync(binary, ["demo", "--make", "--persons", String(PERSONS)], { env, stdio: ["ignore", "ignore", "inherit"] });
  const child = spawn(binary, ["demo", "--persons", String(PERSONS), "--port", "0"], { env, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  const address = await new Promise((resolve, reject) => {
    child.on("exit", () => reject(new Error("the bureau ended before it was asked")));
    child.stdout.on("data", (bytes) => {
      text += bytes;
      const found = text.match(/http:\/\/(127\.0\.0\.1|localhost):\d+/);
      if (found && text.includes("curl")) resolve(found[0]);
    });
  });
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium-headless-shell", args: CHROMIUM });
  const { people, tokens } = greeting(text);
  return {
    browser, address, people, tokens, ask: asker(address, tokens),
    async close() {
      await browser.close();
      child.removeAllListeners("exit");
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

// The users that the demonstration shows on its own page, named like their roles, and a citizen; the password of them all.
async function users(bureau) {
  const page = await bureau.browser.newPage();
  await page.goto(`${bureau.address}/en/sign-in`);
  const rows = await page.$$eval("table tbody tr", (all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
  const password = await page.$eval("main code", (code) => code.innerText.trim());
  await page.close();
  const citizen = bureau.people["working card, online password"];
  return { password, accounts: [...rows.map(([account]) => account), citizen.ssn] };
}

// A window that is signed in; options are those of a browser context (viewport, javaScriptEnabled, ...).
async function signIn(bureau, account, password, options = {}) {
  const context = await bureau.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(`${bureau.address}/sign-in`);
  await page.fill("#account", account);
  await page.fill("#password", password);
  await page.click("main form button[type=submit]");
  await page.waitForLoadState();
  if (page.url().includes("/sign-in")) throw new Error(`${account} cannot sign in: ${await page.innerText("main")}`);
  return { context, page };
}

// Counts tests as all our suites do: the last line is "N passed, N failed".
function counter() {
  const count = { passed: 0, failed: 0 };
  return {
    count,
    async test(name, body) {
      try {
        await body();
        count.passed++;
      } catch (error) {
        count.failed++;
        const [said, ...stack] = String(error.stack || error).split(/\n(?=    at )/);
        console.log(`FAILED ${name}\n  ${said.replace(/\s*\n\s*/g, " / ")}\n${stack.slice(0, 5).join("\n")}`);
      }
    },
  };
}

function must(truth, said) {
  if (!truth) throw new Error(said);
}

module.exports = { root, open, greeting, asker, users, signIn, counter, must };
