// journeys_citizen.js - what citizens come for, from the first page to the end, with everybody whom they meet on the way.
"use strict";
const path = require("path");
const { root, must, users } = require("./bureau");
const { findings } = require("./walk");
const { arrive, sign_in } = require("./visitor");
const cast = require("./cast");

const BANK = "HZB1", REGION = "330100"; // of the demonstration's own bank user

// The password of the tax office's grant, chosen at home; then signed in.
async function choose_password(bureau, who, ssn, password) {
  const grant = await cast.grant_password(bureau, ssn, {});
  const en = who.lang === "en";
  await who.follow(en ? "Sign in" : "登录");
  await who.follow(en ? "set your password" : "设置密码");
  await who.fill({ account: ssn, grant, password, again: password });
  await who.send();
  await who.says(en ? "Your password is set" : "密码已设置");
  await sign_in(who, ssn, password);
}

// The card is made: photo, data check, bank, batch, factory, outlet, each at a desk of its own.
async function make_card(bureau, application, numbers) {
  const centre = await arrive(bureau, "centre");
  await centre.does("/do/card.photo", { application, photo_ok: "1" }, "已办理");
  await centre.does("/do/card.data-check", { application, passed: "1" }, "已办理");
  const bank = await arrive(bureau, "bank", { lang: "en" });
  await bank.does("/do/card.bank-opened", { application, bank_card_no: numbers.bank_card }, "Done");
  await centre.does("/do/card.batch", { applications: application }, "已办理");
  await centre.follow("发送制卡批次"); // the number of the batch goes along
  await centre.send();
  await centre.says("已办理");
  const factory = await arrive(bureau, "factory", { script: false });
  await factory.does("/do/card.made", { application, card_no: numbers.card, card_id_code: numbers.code, issued: cast.today(),
    valid_until: cast.today(10) }, "已办理");
  await factory.sign_out();
  await centre.does("/do/card.ship", { application, outlet: BANK }, "已办理");
  await centre.sign_out();
  await bank.does("/do/card.receive", { application, outlet: BANK }, "Done");
  return bank;
}

async function freelancer(bureau) {
  const me = cast.invented("330106", "19920416", 302), name = "沈清禾";
  const home = await arrive(bureau, "", { width: "phone", script: false });
  await choose_password(bureau, home, me, "west lake in spring");

  await home.go("/open");
  await home.send();
  const answers = [{ category: "flexible" }, { region: REGION }, {}, { id_type: "id-card" }, { name, number: me }, { mobile: "13800571001" },
    { flexible_kind: "freelancer" }, { bank: BANK }];
  for (const answer of answers) {
    await home.fill(answer);
    await home.send("继续");
  }
  await home.fill({ evidence: await home.page.$$eval('main input[name="evidence"]', (all) => all.map((box) => box.value)) });
  await home.send("继续");
  await home.says("核对填写的内容", name, me, "330106", "灵活就业");
  await home.attach("photo", path.join(root, "tests/web/portrait.jpg"));
  await home.send("确认提交");
  await home.says("照片需要调整", "上部", "中间", "下部");
  await home.fill({ crop: await home.page.getAttribute('main input[name="crop"] >> nth=0', "value") });
  await home.send("使用这张照片");
  await home.says("参保登记已办好");
  const application = await home.beside("受理编号");

  const asking = await arrive(bureau, "", { lang: "en", width: "phone" }); // nobody signs in to ask how far it is
  await asking.go("/track");
  await asking.fill({ application, tail: me.slice(-4) });
  await asking.send();
  await asking.says("Applied");
  await asking.context.close();

  const bank = await make_card(bureau, application, { card: "H90000001", code: `${REGION}D156000005${"9".repeat(16)}`,
    bank_card: cast.bank_card("621700900000000001") });
  await bank.does("/bank/activate", { card_no: "H90000001", ssn: me, evidence: ["id-card", "social-card"] }, "The card is active");
  await bank.sign_out();

  await home.go("/why-sealed");
  await home.send();
  await home.says("可以正常使用");
  await home.sign_out();
}

// Arrears: the page says how much and where, the tax office takes it, and nobody has to ask for anything more.
async function debtor(bureau) {
  const me = await cast.somebody(bureau, "in arrears with bills of their own",
    (why) => cast.causes(why) === "arrears" && cast.first_step(why) === "payment.record@tax");
  const home = await arrive(bureau, "", { width: "phone" });
  await choose_password(bureau, home, me.ssn, "plum blossom by the pond");
  await home.go("/");
  await home.follow("社保卡为什么被封存");
  await home.send();
  await home.says("欠缴社会保险费", "办税服务厅");
  const amount = (await home.text()).match(/([\d,]+\.\d\d) 元/)[1].replace(/,/g, "");

  const officer = await arrive(bureau, "tax", { lang: "en", keys: true });
  await officer.desk("/pay");
  await officer.fill({ payer: me.ssn, amount_fen: amount, "voucher.kind": "tax-certificate", "voucher.no": "T-2026-98001",
    "voucher.day": cast.today() });
  await officer.send();
  await officer.says("Receipt", "Contribution");
  const receipt = await officer.beside("Receipt");
  await officer.sign_out();

  await home.go("/why-sealed");
  await home.send();
  await home.says("可以正常使用");
  await home.go(`/receipt?receipt=${receipt}`);
  await home.says(receipt, "完税证明");
  const { page } = home;
  await home.leave(() => page.click('form[action$="/sign-out"] button'));
  const shut = await page.goto(`${bureau.address}/me`);
  must(shut.status() === 403, `after signing out /me answers ${shut.status()}`);
  await home.context.close();
}

// A card that was not used for long: the way out is one step, here, in English on a telephone without a script.
async function dormant(bureau) {
  const me = bureau.people["dormant"];
  const home = await arrive(bureau, me.ssn, { lang: "en", width: "phone", script: false });
  await home.go("/");
  await home.follow("Why is my card sealed");
  await home.send();
  await home.says("not used");
  await home.follow("Do this step here");
  await home.send();
  await home.says("There is a problem"); // what is asked cannot be left out
  await home.tick_all();
  await home.send();
  await home.says("it works now");
  await home.go("/me/notices");
  await home.sign_out();
}

// A grown-up child acts for an old parent: everything by the keyboard, and back to oneself.
async function proxy(bureau) {
  const child = bureau.people["working card, online password"], parent = bureau.people["old person with a proxy"];
  const home = await arrive(bureau, child.ssn, { lang: "en", keys: true });
  await home.follow("Sign-in and security");
  await home.fill({ ssn: parent.ssn });
  await home.send("Act for them");
  await home.says(`*${parent.name.slice(1)}`);
  await home.go("/why-sealed"); // whose record it is needs no number
  await home.send();
  await home.says(`*${parent.name.slice(1)}`, "Medical settlement");
  const { card } = await cast.named(bureau, "old person with a proxy");
  await home.does("/do/card.lose", { card_no: card, kind: "temporary" }, "Done");
  await home.does("/do/card.find", { card_no: card }, "Done");
  await home.follow("Sign-in and security");
  await home.send("Back to myself");
  await home.says(`*${child.name.slice(1)}`);
  await home.sign_out();
}

// What somebody is told reaches them where they choose; whoever runs the bureau sees that it left, and not what it said.
async function notified(bureau) {
  const citizen = (await users(bureau)).accounts.find((account) => /^\d/.test(account));
  const home = await arrive(bureau, citizen, { lang: "en", width: "phone", keys: true });
  await home.go("/me/notices");
  await home.follow("How notices reach you");
  await home.fill({ channel: "email", email: "no address" });
  await home.send("Save");
  await home.says("There is a problem", "write it as name@example.com");
  await home.fill({ channel: "email", email: "qinghe@mail.example.com", lang: "en" });
  await home.send("Save");
  await home.says("Saved.");
  await home.go("/me/notices");
  await home.says("Notices now reach you so: e-mail");
  await home.sign_out();

  const admin = await arrive(bureau, "admin");
  await admin.desk("/letters");
  await admin.says("发给个人的通知", "待发送");
  must(!(await admin.text()).includes("qinghe"), "an address is shown");
  const wrong = await findings(admin.page, await (await admin.page.reload()).text());
  must(!wrong.length, wrong.join(", "));
  await admin.sign_out();

  for (const [account, path] of [["unit", "/unit/notices"], ["agency", "/agency/notices"]]) {
    const office = await arrive(bureau, account, { script: false });
    await office.go(path);
    await office.says("未读");
    await office.send("全部标为已读");
    must(!(await office.text()).includes("未读"), `${path} is read, and says that it is not`);
    await office.sign_out();
  }
}

// A visit to a counter: looked for before signing in, booked, seen by the clerk of that day, and given up; each page without a fault.
async function visited(bureau) {
  const citizen = (await users(bureau)).accounts.find((account) => /^\d/.test(account));
  for (const [lang, script, continues, books, cancels] of [["zh", false, "继续", "提交预约", "取消预约"],
    ["en", true, "Continue", "Book it", "Cancel this visit"]]) {
    const home = await arrive(bureau, citizen, { lang, script, width: "phone" }), { page } = home;
    const whole = async () => {
      if (!script) return; // axe is one
      const wrong = await findings(page, await (await page.reload()).text());
      must(!wrong.length, `${page.url()}: ${wrong.join(", ")}`);
    };
    await home.go("/appoint");
    await home.fill({ region: REGION, matter: "retirement/any" });
    await home.send(continues);
    await whole();
    const days = await page.$$eval("#day option", (all) => all.map((one) => one.value).filter((value) => value));
    await home.fill({ day: days[1] });
    await home.send(continues);
    await whole();
    await home.fill({ time: await page.getAttribute("main input[name=time]", "value") });
    await home.send(continues);
    await whole();
    await home.says(lang === "en" ? "Papers to bring" : "要带的材料");
    await home.send(books);
    await home.says(lang === "en" ? "The visit is booked" : "预约成功");
    await whole();
    const clerk = await arrive(bureau, "clerk", { lang, script });
    await clerk.desk("/desk/appointments");
    await clerk.go(`/desk/appointments?region=${REGION}&day=${days[1]}`);
    await clerk.says(lang === "en" ? "Claim retirement" : "办理退休");
    if (script) {
      const wrong = await findings(clerk.page, await (await clerk.page.reload()).text());
      must(!wrong.length, wrong.join(", "));
    }
    await clerk.sign_out();
    await home.send(cancels);
    await home.says(lang === "en" ? "Nothing is booked" : "没有预约");
    await home.sign_out();
  }
}

const journeys = [
  ["a visit to a counter is booked with its papers, seen at the desk and cancelled", visited],
  ["notices reach a citizen by e-mail, an employer and an agency mark theirs as read", notified],
  ["a freelancer opens an account online, and in the end the card works", freelancer],
  ["somebody in arrears follows the way out, pays, and the card works", debtor],
  ["a card long unused works again after one step at home", dormant],
  ["a child acts for an old parent", proxy],
];

module.exports = { journeys };
