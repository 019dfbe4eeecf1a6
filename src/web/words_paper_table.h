/* words_paper_table.h - what the pages about papers and their verification say, as in words_table.h. */
#pragma once

#define PAPER_WORDS(X) \
    X(PAPERS_TITLE, "证明和打印", "Certificates and papers") \
    X(PAPERS_TEXT, "每份证明都有验证码。收到证明的单位或个人可以扫描二维码核验，不用登录。", \
      "Each certificate bears a code by which anybody who holds it can check it, without signing in.") \
    X(PAPER_YEAR_N, "缴费证明（%.*s 年，PDF）", "Statement of contributions for %.*s (PDF)") \
    X(PAPER_ALL, "缴费证明（全部月份，PDF）", "Statement of contributions, all months (PDF)") \
    X(PAPER_ACCOUNT_DO, "个人账户权益记录单（PDF）", "Statement of personal accounts (PDF)") \
    X(PAPER_PARTICIPATION_DO, "参保证明（PDF）", "Proof of insurance (PDF)") \
    X(PAPER_PLAN_DO, "打印原因和办法（PDF）", "Print the causes and ways out (PDF)") \
    X(PAPER_RECEIPT_DO, "下载缴费回单（PDF）", "Download the receipt (PDF)") \
    X(PAPER_REFUSAL_DO, "下载不予批准决定告知书（PDF）", "Download the notice of refusal (PDF)") \
    X(PAPER_SLIP_DO, "下载领卡凭单（PDF）", "Download the pick-up slip (PDF)") \
    X(PAPER_FILE_DO, "下载证明（PDF）", "Download the certificate (PDF)") \
    X(VERIFY_TITLE, "核验证明", "Check a certificate") \
    X(VERIFY_LEAD, "输入证明上的验证码，查看本机构是否出具过这份证明，以及当时写了什么。不用登录。", \
      "Give the code on the certificate to see whether this bureau issued it, and what it said. No need to sign in.") \
    X(VERIFY_CODE, "验证码", "Verification code") \
    X(VERIFY_CODE_HINT, "20 位字母和数字，例如 7KQ2-M0XA-…", "20 letters and digits, such as 7KQ2-M0XA-…") \
    X(VERIFY_CODE_EMPTY, "请输入验证码", "Enter the verification code") \
    X(VERIFY_DO, "核验", "Check") \
    X(VERIFY_GENUINE, "本机构出具过这份证明", "This bureau issued this certificate") \
    X(VERIFY_COMPARE, "请逐项对照纸面：与下面不一致的，以下面为准。", \
      "Compare the paper item by item: where they differ, what stands below counts.") \
    X(VERIFY_ISSUED, "出具时间", "Issued") \
    X(VERIFY_CORRECTED, "出具以后，所载内容有更正。请向持有人索取新出具的证明。", \
      "What it says has been corrected since. Ask the holder for a new certificate.") \
    X(VERIFY_NOT_INTACT, "本机构的记录与出具时不能一致地重现，请与本机构联系核实。", \
      "The bureau's record cannot be made again as it was when this was issued; please ask the bureau.") \
    X(VERIFY_AGAIN, "核验另一份", "Check another one") \
    X(VERIFY_TOO_OFTEN, "尝试过于频繁，请一分钟后再试。", "Too many tries; try again in a minute.")
