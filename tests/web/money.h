/* money.h - inside tests/web: what the tests of money say to the pages, as a person fills in a form and sends it. */
#pragma once
#include "base/day.h"
#include "base/money.h"
#include "markup.h"
#include "town.h"

#define UNIT "91330106MA27XK3D59"
#define MONTH "2026-02"
#define ONE "330106199003078817"
#define FOUR "330106199509230126"

/* A form filled in and sent; pairs end with NULL. */
static inline Reply send_form(Town *town, TownRole by, const char *page, const char *action, const char *const *pairs)
{
    Reply shown = town_get(town, by, page);
    Str form = form_of(town, &shown, action);
    for (size_t i = 0; pairs[i]; i += 2)
        form = form_with(town, form, pairs[i], pairs[i + 1]);
    return town_post(town, by, action, form, NULL);
}

/* The form that stands on a page that was answered, sent as it is. */
static inline Reply send_next(Town *town, TownRole by, const Reply *page, const char *action)
{
    return town_post(town, by, action, form_of(town, page, action), NULL);
}

static inline Str between(Arena *arena, const Reply *reply, const char *before, const char *after)
{
    long from = str_find(reply->body, str(before));
    if (from < 0) {
        test_fail(__FILE__, __LINE__, "no %s in %.*s", before, STR_ARG(str_head(reply->body, 400)));
        return S("?");
    }
    Str rest = str_from(reply->body, (size_t)from + strlen(before));
    return str_copy(arena, str_head(rest, (size_t)str_find(rest, str(after))));
}

/* February assessed and released on the pages; the number of the run. */
static inline Str bill_february(Town *town)
{
    static const char *const scope[] = { "region", "330100", "month", MONTH, "credit_code", UNIT, NULL };
    Reply tried = send_form(town, BY_CLERK, "/desk/assess", "/desk/assess", scope);
    CHECK_EQ(tried.status, 200);
    CHECK(reply_says(&tried, "试算结果") && !reply_says(&tried, "govuk-panel"));
    Reply kept = send_next(town, BY_CLERK, &tried, "/desk/assess");
    CHECK_EQ(kept.status, 200);
    Str run = between(town->arena, &kept, "<div class=\"govuk-panel__body\">", "</div>");
    run = str_trim(run);
    const char *path = str_z(town->arena, str_format(town->arena, "/desk/release?run=" STR_FMT, STR_ARG(run)));
    Reply list = town_get(town, BY_REVIEWER, "/desk/release"), desk = town_get(town, BY_REVIEWER, "/desk");
    CHECK(reply_says(&list, path) && reply_says(&list, "2026年2月") && reply_says(&desk, "1 个批次等待"));
    Reply seen = town_get(town, BY_REVIEWER, path);
    CHECK_EQ(seen.status, 200);
    CHECK(reply_says(&seen, "控制总数") && reply_says(&seen, "2026年2月"));
    Reply done = send_next(town, BY_REVIEWER, &seen, "/desk/release");
    CHECK_EQ(done.status, 200);
    CHECK(reply_says(&done, "已发布"));
    return run;
}

/* What core says is open, in fen. */
static inline int64_t open_fen(Town *town, const char *member)
{
    Reply reply = town_api(town, BY_CLERK, "/api/v1/queries/unit.arrears", NULL, "{\"credit_code\":\"" UNIT "\"}");
    return number_at(reply_json(town, &reply), str_z(town->arena, str_format(town->arena, "data.%s", member)));
}

static inline const char *yuan(Town *town, int64_t fen) { return str_z(town->arena, money_text(town->arena, (Money){ fen })); }

static inline const char *today(Town *town) { return str_z(town->arena, day_text(town->arena, time_day(serve_now()))); }

static inline Reply pay(Town *town, TownRole by, const char *amount, const char *number)
{
    const char *const pairs[] = { "payer", UNIT,          "amount_fen", amount, "voucher.kind", "bank-remittance", "voucher.no",
                                  number,  "voucher.day", today(town),  NULL };
    return send_form(town, by, "/pay", "/pay", pairs);
}
