// visitor.js - somebody in front of a browser: what they can do on any page, by mouse or by the keyboard alone, in either
// language, on a telephone or a desk screen, with a script or without. The journeys are told in these words.
"use strict";
const { must } = require("./bureau");

const TABS_MOST = 400; // keys before somebody gives up
const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

// The word for the one who is signed in, at the top of every page.
const here = (lang) => (lang === "en" ? "/en" : "");

class Visitor {
  constructor(bureau, context, page, how) {
    Object.assign(this, { bureau, context, page, lang: how.lang || "zh", keys: !!how.keys });
  }

  // ---- where ----

  address(path) { return this.bureau.address + here(this.lang) + path; }

  // An address that somebody typed, or was given on paper.
  async go(path) {
    const answer = await this.page.goto(this.address(path));
    must(answer.status() === 200, `${path}: status ${answer.status()}: ${await this.text()}`);
  }

  async text() { return this.page.innerText("main"); }

  // What the page says, all of it.
  async says(...words) {
    const text = await this.text();
    for (const word of words) must(text.includes(word), `"${word}" is not said by ${this.page.url()}: ${text.slice(0, 1200)}`);
  }

  // The value that stands beside these words in a list.
  async beside(words) {
    const found = await this.page.$$eval("main dl > div, main tr", (rows, words) => rows
      .map((row) => [...row.querySelectorAll("dt, dd, th, td")].map((cell) => cell.innerText.trim()))
      .filter(([key]) => key === words).map((row) => row[1])[0], words);
    must(found !== undefined, `nothing stands beside "${words}" on ${this.page.url()}: ${(await this.text()).slice(0, 1200)}`);
    return found;
  }

  // ---- keys ----

  async at() {
    return this.page.evaluate(() => {
      const at = document.activeElement;
      return { href: at.getAttribute("href"), name: at.name || "", value: at.value || "", type: at.type || "", tag: at.tagName,
        text: (at.innerText || "").trim(), main: at.closest("main") !== null, action: at.form ? at.form.action : "" };
    });
  }

  // Tab after Tab until what is wanted has the focus.
  async tab_to(wanted, what) {
    for (let i = 0; i < TABS_MOST; i++) {
      const at = await this.at();
      if (wanted(at)) return at;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`no key leads to ${what} on ${this.page.url()}`);
  }

  async key_in(name, value) {
    const { keyboard } = this.page;
    const at = await this.tab_to((here) => here.name === name && here.main && (here.type !== "checkbox" || here.value === value), name);
    if (at.type === "checkbox") await keyboard.press("Space");
    else if (at.type === "radio" && at.value === value) await keyboard.press("Space");
    else if (at.type === "radio" || at.tag === "SELECT") {
      for (let i = 0; (await this.at()).value !== value; i++) {
        must(i < TABS_MOST, `${name} cannot be ${value}`);
        await keyboard.press("ArrowDown");
      }
    } else {
      await keyboard.press("Control+A");
      await keyboard.type(value);
    }
  }

  // ---- what is done ----

  async leave(step) { await Promise.all([this.page.waitForNavigation(), step()]); }

  // Somewhere else by a link that bears these words.
  async follow(words) {
    if (this.keys) {
      await this.tab_to((at) => at.tag === "A" && at.text.includes(words), `"${words}"`);
      await this.leave(() => this.page.keyboard.press("Enter"));
      return;
    }
    const link = this.page.locator("a:visible", { hasText: words }), menu = this.page.locator(".govuk-service-navigation__toggle:visible");
    if (!(await link.count()) && (await menu.count())) await menu.click(); // on a telephone the menu is folded
    must(await link.count(), `no link says "${words}" on ${this.page.url()}: ${(await this.text()).slice(0, 1200)}`);
    await this.leave(() => link.first().click());
  }

  // The same by where it leads.
  async follow_to(path) {
    const link = this.page.locator(`main a[href$="${path}"]:visible, main a[href*="${path}?"]:visible`);
    must(await link.count(), `no link leads to ${path} from ${this.page.url()}: ${(await this.text()).slice(0, 1200)}`);
    if (this.keys) {
      const href = await link.first().getAttribute("href");
      await this.tab_to((at) => at.tag === "A" && at.main && at.href === href, path);
      await this.leave(() => this.page.keyboard.press("Enter"));
    } else await this.leave(() => link.first().click());
  }

  // A form filled in: lines, lists, buttons and boxes by name; several boxes as a list.
  async fill(values) {
    for (const [name, all] of Object.entries(values))
      for (const value of Array.isArray(all) ? all : [all]) await (this.keys ? this.key_in(name, value) : this.put(name, value));
  }

  async put(name, value) {
    const box = this.page.locator(`main input[name="${name}"][value="${value}"]:is([type=radio],[type=checkbox])`);
    if (await box.count()) await box.first().check();
    else if (await this.page.locator(`main select[name="${name}"]`).count()) await this.page.selectOption(`main select[name="${name}"]`, value);
    else await this.page.fill(`main [name="${name}"]:not([type=hidden])`, value);
  }

  // Every box of the form: each paper is there.
  async tick_all() {
    for (const [name, value] of await this.page.$$eval("main input[type=checkbox]", (all) => all.map((box) => [box.name, box.value])))
      await this.fill({ [name]: value });
  }

  async attach(name, file) { await this.page.setInputFiles(`main input[name="${name}"]`, file); }

  // The form is sent by its button; by the words on it where there are several.
  async send(words = "") {
    if (this.keys) {
      await this.tab_to((at) => at.tag === "BUTTON" && at.type === "submit" && at.main && at.text.includes(words), `a button "${words}"`);
      await this.leave(() => this.page.keyboard.press("Enter"));
      return;
    }
    const button = this.page.locator("main form button[type=submit]:visible", words ? { hasText: words } : {});
    must(await button.count(), `no button "${words}" on ${this.page.url()}: ${(await this.text()).slice(0, 1200)}`);
    await this.leave(() => button.first().click());
  }

  // The page of the desk at this address, by the menu: who works here finds it there.
  async desk(path) {
    await this.go("/desk");
    await this.follow_to(path);
  }

  // One thing that a desk does, from its menu on: filled in, sent, and what is said then.
  async does(path, values, ...said) {
    await this.desk(path);
    await this.fill(values);
    await this.send();
    await this.says(...said);
  }

  async sign_out() { await this.leave(() => this.page.click('form[action$="/sign-out"] button')); await this.context.close(); }
}

// Somebody comes in: signed in by the page, or (no account) not. how: { lang, width: "phone" | "desk", script, keys }.
async function arrive(bureau, account, how = {}) {
  const context = await bureau.browser.newContext({ viewport: WIDTHS[how.width || "desk"], javaScriptEnabled: how.script !== false,
    acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  const who = new Visitor(bureau, context, page, how);
  if (account) await sign_in(who, account, bureau.password);
  else await who.go("/");
  return who;
}

async function sign_in(who, account, password) {
  await who.go("/sign-in");
  await who.fill({ account, password });
  await who.send();
  must(!who.page.url().includes("/sign-in"), `${account} cannot sign in: ${await who.text()}`);
}

module.exports = { arrive, sign_in };
