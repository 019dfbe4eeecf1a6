/* export.h - the ledger as a plain-text journal that `ledger` and `hledger` read: every entry with its lines, in
 * order; names of accounts in Chinese or English, persons and payers as their numbers. Balance of each sub-account
 * there = balance here. */
#pragma once
#include "ledger/ledger.h"

/* Writes it piece by piece to `part`; constant memory. en: names in English. Refusals: ERR_BUSY. */
typedef void ExportPart(void *context, Str text);
Err ledger_export(Db *db, bool en, int64_t known_at, ExportPart *part, void *context) NODISCARD;
/* One account name of it: "资产:应收社会保险费:330100:基本养老保险:单位缴纳:单位7". */
void export_account(Buf *buf, const LedgerLine *line, bool en);
