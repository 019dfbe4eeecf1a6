// journeys_employer.js - an employer that declares and pays for two hundred people, and an agency that takes on a client.
"use strict";
const { must } = require("./bureau");
const { arrive, sign_in } = require("./visitor");
const cast = require("./cast");

const REGION = "330100", PEOPLE = 200;

// Whom the employer has hired before the journey begins: registered and insured by the clerk's program, a few at a time.
async function hire(bureau, code) {
  const { token } = bureau.tokens.clerk;
  const command = async (name, args) => {
    const answer = await fetch(`${bureau.address}/api/v1/commands/${name}`, { method: "POST", body: JSON.stringify(args),
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": `hire-${name}-${args.ssn}` } });
    must(answer.status === 200, `${name}: ${await answer.text()}`);
  };
  const people = Array.from({ length: PEOPLE }, (_, i) => cast.invented("330106", `19${70 + i % 30}0${1 + i % 9}1${i % 10}`, i + 1));
  const waiting = [...people];
  const one = async () => {
    for (let ssn = waiting.pop(); ssn; ssn = waiting.pop()) {
      await command("person.register", { ssn, name: "周若水", mobile: "13800571003", evidence: [{ kind: "id-card" }] });
      await command("account.open", { ssn, region: REGION, category: "employee", payer: code, from: cast.month(), channel: "counter",
        insurances: ["pension", "medical", "unemployment", "injury", "maternity"],
        evidence: [{ kind: "id-card" }, { kind: "labour-contract" }] });
    }
  };
  await Promise.all(Array.from({ length: 16 }, one));
  return people;
}

// A registered employer gets a user by two administrators, of whom each has one part of the grant, and chooses the password.
async function admit(bureau, code) {
  const clerk = await arrive(bureau, "clerk", { lang: "en" });
  await clerk.does("/do/unit.register", { credit_code: code, name: "云栖竹木工艺有限公司", region: REGION, injury_class: "2",
    evidence: "business-licence" }, "Done");
  await clerk.sign_out();
  const admin = await arrive(bureau, "admin", { script: false });
  await admin.desk("/users");
  await admin.fill({ user: "yunqi-hr", role: "unit", org: code });
  await admin.send("新增用户");
  const first = (await admin.text()).match(/U-[\w-]+/)[0];
  await admin.desk("/users");
  await admin.says("admin 提出新增，待另一名管理员批准");
  await admin.sign_out();
  const second = await arrive(bureau, "admin-2", { lang: "en", keys: true }); // somebody else looks at it, and has the rest
  await second.desk("/users");
  await second.says("Proposed by admin;");
  await second.send("Approve");
  const grant = first + (await second.text()).match(/yunqi-hr: (\w{8})/)[1];
  await second.sign_out();
  const employer = await arrive(bureau, "", { lang: "en" });
  await employer.go("/password");
  await employer.fill({ account: "yunqi-hr", grant, password: "bamboo and tea", again: "bamboo and tea" });
  await employer.send();
  await sign_in(employer, "yunqi-hr", "bamboo and tea");
  return employer;
}

async function employer(bureau) {
  const code = cast.credit_code("330106", "7X2P"), month = cast.month();
  const hr = await admit(bureau, code);
  const people = await hire(bureau, code);

  await hr.follow("Employer's contributions");
  await hr.follow("Declare wages");
  const rows = people.map((ssn, i) => `${ssn},${i === 99 ? "8,888元" : 8000 + i * 10}`);
  const sheet = (lines) => ({ name: "wages.csv", mimeType: "text/csv", buffer: Buffer.from(`社会保障号码,缴费工资\n${lines.join("\n")}\n`) });
  await hr.fill({ month });
  await hr.attach("file", sheet(rows.map((row, i) => (i === 99 ? row.replace("8,888元", "a lot") : row))));
  await hr.send("Check");
  await hr.says("Right: 199. Wrong: 1.", "101"); // the row as the file counts it, with its title
  await hr.follow("Upload it again, mended");
  must(await hr.page.inputValue("[name=month]") === month, "the month is not kept");
  await hr.attach("file", sheet(rows.map((row, i) => (i === 99 ? `${people[99]},8888` : row))));
  await hr.send("Check");
  await hr.says("Right: 200. Wrong: 0.");
  await hr.send("Take all rows");
  await hr.says("The wages are declared", "200 people");

  const clerk = await arrive(bureau, "clerk", { script: false });
  await clerk.desk("/desk/assess");
  await clerk.fill({ region: REGION, month, credit_code: code });
  await clerk.send("试算");
  await clerk.says("试算结果");
  await clerk.send("确认核定");
  const run = (await clerk.text()).match(/L\d+/)[0];
  await clerk.sign_out();
  const reviewer = await arrive(bureau, "reviewer", { keys: true });
  await reviewer.desk("/desk/release");
  await reviewer.follow(run);
  await reviewer.send("确认发布");
  await reviewer.says("已发布");
  await reviewer.sign_out();

  await hr.go("/unit");
  await hr.follow("Bill of a month");
  await hr.fill({ month });
  await hr.send("Show");
  await hr.follow("Record a payment"); // who, how much and which month go along
  await hr.fill({ "voucher.kind": "bank-remittance", "voucher.no": "ICBC-2026-11-0001" });
  await hr.send();
  await hr.says("Receipt", "Basic pension", "Work injury");
  const [paper] = await Promise.all([hr.page.waitForEvent("download"), hr.page.locator('main a[href*="/paper/receipt"]').click()]);
  const bytes = await require("fs/promises").readFile(await paper.path());
  must(bytes.subarray(0, 5).toString() === "%PDF-", "the receipt is no PDF");
  await hr.go("/unit");
  await hr.says("Nothing is open");
  await hr.sign_out();
}

// Somebody new comes to an agency: registered, under contract, insured; the page of each step leads to the next.
async function agency(bureau) {
  const ssn = cast.invented("330108", "19880717", 31), name = "顾长风";
  const agent = await arrive(bureau, "agency", { lang: "en", width: "phone" });
  await agent.does("/do/person.register", { ssn, name, mobile: "13800571009", evidence: "id-card" }, "Done");
  await agent.follow("Register an agency contract");
  await agent.fill({ ssn, basis: "flexible-proxy", region: REGION, insurances: ["pension", "medical"], base_fen: "6000",
    service_fee_fen: "50", from: cast.month(), evidence: "agency-contract" });
  await agent.send();
  await agent.says("Done");
  const contract = (await agent.text()).match(/\bX\d+\b/)[0];
  await agent.follow("Open an account");
  await agent.send("Start");
  const answers = [{}, { region: REGION }, {}, { id_type: "id-card" }, { name, number: ssn }, { mobile: "13800571009" }, { bank: "HZB1" }];
  for (const answer of answers) {
    await agent.fill(answer);
    await agent.send("Continue");
  }
  await agent.fill({ evidence: await agent.page.$$eval('main input[name="evidence"]', (all) => all.map((box) => box.value)) });
  await agent.send("Continue");
  await agent.says("Check your answers", contract, "330108", "Flexible worker");
  await agent.send("Confirm and send");
  await agent.says("The account is open");
  await agent.does("/do/agency.receive", { contract, amount_fen: "3000", "voucher.kind": "bank-remittance", "voucher.no": "CLIENT-1",
    "voucher.day": cast.today() }, "Done");
  await agent.sign_out();
}

const journeys = [
  ["an employer declares two hundred people by a file and pays", employer],
  ["an agency takes on a client", agency],
];

module.exports = { journeys };
