/* files_test.c - what people bring as files on pages: the photo of a card, cut to its shape and looked at before it is sent;
 * papers for a case with their validity; and who sees how far the work on a file is. */
#include "base/hash.h"
#include "town.h"
#include "web/visit.h"

/* Person 7 applies for a card; the photo will follow. */
static Str apply(Town *town)
{
    Reply applied = town_api(town, BY_CLERK, "/api/v1/commands/card.apply", "apply-7",
                             "{\"person\":7,\"region\":\"330100\",\"bank\":\"B01\",\"kind\":\"first\",\"channel\":\"counter\","
                             "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"photo\"}]}");
    CHECK_EQ(applied.status, 200);
    return text_at(reply_json(town, &applied), "data.application");
}

TEST(a_photo_of_another_shape_is_cut_and_shown_before_it_is_sent)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str application = apply(&town), portrait = test_file(arena, "tests/web/portrait.jpg");
    Reply person = town_get(&town, BY_CLERK, "/person/7");
    CHECK(reply_says(&person, str_z(arena, str_format(arena, "href=\"/photo?application=" STR_FMT "\"", STR_ARG(application)))));
    Reply page = town_get(&town, BY_CLERK, "/photo");
    Str form = form_with(&town, form_of(&town, &page, "/photo"), "application", str_z(arena, application));
    Reply found = town_post_file(&town, BY_CLERK, "/photo", form, "photo", "image/jpeg", portrait);
    CHECK_EQ(found.status, 200);
    CHECK(reply_says(&found, "照片宽 600 像素，应为 358 像素"));
    CHECK(reply_says(&found, "裁剪后符合制卡要求。"));
    long at = str_find(found.body, S("<img src=\"/photo/"));
    CHECK(at > 0);
    Str path = str_from(found.body, (size_t)at + strlen("<img src=\""));
    path = str_cut(&path, '"');
    Reply crop = town_get(&town, BY_CLERK, str_z(arena, path));
    CHECK_EQ(crop.status, 200);
    CHECK_STR(reply_header(&crop, "content-type"), S("image/jpeg"));
    CHECK(str_starts(crop.body, S("\xFF\xD8\xFF")));
    CHECK_EQ(town_get(&town, BY_NOBODY, str_z(arena, path)).status, 403); /* sign in first */
    Reply sent = town_post(&town, BY_CLERK, "/photo", form_of(&town, &found, "/photo"), NULL);
    CHECK_EQ(sent.status, 200);
    CHECK(reply_says(&sent, "照片已提交"));
    /* What was kept is what was shown. */
    Reply accepted =
        town_api(&town, BY_CENTRE, "/api/v1/commands/card.photo", "photo-ok",
                 str_z(arena, str_format(arena, "{\"application\":\"" STR_FMT "\",\"photo_ok\":true}", STR_ARG(application))));
    CHECK_EQ(accepted.status, 200);
    town_close(&town);
}

TEST(what_is_no_photo_is_told_so_and_nothing_is_sent)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str application = apply(&town);
    Reply page = town_get(&town, BY_CLERK, "/en/photo");
    Str form = form_with(&town, form_of(&town, &page, "/en/photo"), "application", str_z(arena, application));
    Reply found = town_post_file(&town, BY_CLERK, "/en/photo", form, "photo", "image/jpeg", S("<script>alert(1)</script>"));
    CHECK_EQ(found.status, 422);
    CHECK(reply_says(&found, "The photo cannot be read"));
    CHECK(!reply_says(&found, "<script>alert"));
    Reply none = town_post(&town, BY_CLERK, "/en/photo", form, NULL);
    CHECK_EQ(none.status, 422);
    CHECK(reply_says(&none, "Choose a photo"));
    CHECK_EQ(town_get(&town, BY_CLERK, "/photo/0123").status, 404);
    CHECK_EQ(town_get(&town, BY_CLERK, "/photo/0000000000000000000000000000000000000000000000000000000000000000").status, 404);
    /* A kept file that is no picture is not shown as one. */
    Reply kept = town_send(&town, request_post(arena, "/api/v1/files", town.token[BY_CLERK], (Str){ 0 }, S("{\"a\":1}")));
    Str hash = text_at(reply_json(&town, &kept), "sha256");
    CHECK_EQ(town_get(&town, BY_CLERK, str_z(arena, str_format(arena, "/photo/" STR_FMT, STR_ARG(hash)))).status, 404);
    town_close(&town);
}

/* ---- papers ---- */

#define PDF "%PDF-1.7\n%paper\n"

TEST(a_paper_is_handed_in_with_its_validity_and_an_expired_one_refused)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str number = S("C8-1"); /* begun, not submitted */
    const char *path = str_z(arena, str_format(arena, "/cases/" STR_FMT "/document", STR_ARG(number)));
    const char *item = str_z(arena, str_format(arena, "/cases/" STR_FMT, STR_ARG(number)));
    Reply shown = town_get(&town, BY_CLERK, item);
    CHECK(reply_says(&shown, str_z(arena, str_format(arena, "href=\"%s\"", path))));
    Reply page = town_get(&town, BY_CLERK, path);
    CHECK_EQ(page.status, 200);
    Str form = form_with(&town, form_of(&town, &page, path), "evidence", "household-register");
    Reply expired = town_post_file(&town, BY_CLERK, path, form_with(&town, form, "valid_until", "2020-01-31"), "document",
                                   "application/pdf", S(PDF));
    CHECK(expired.status >= 400 && expired.status < 500);
    CHECK(reply_says(&expired, "已过有效期，请提供有效的材料。"));
    form = form_with(&town, form_of(&town, &expired, path), "evidence", "household-register");
    Reply badly = town_post_file(&town, BY_CLERK, path, form_with(&town, form, "valid_until", "31/1/2030"), "document",
                                 "application/pdf", S("no paper"));
    CHECK_EQ(badly.status, 422);
    CHECK(reply_says(&badly, "请按 2025-08-31 的样子填写日期") && reply_says(&badly, "文件不是 JPEG、PNG 或 PDF"));
    form = form_with(&town, form_of(&town, &badly, path), "evidence", "household-register");
    Reply taken = town_post_file(&town, BY_CLERK, path, form_with(&town, form, "valid_until", "2035-01-31"), "document",
                                 "application/pdf", S(PDF));
    CHECK_EQ(taken.status, 303);
    Hash hash = hash_of(S(PDF));
    const char *file = str_z(arena, str_format(arena, "%s/file?sha256=" STR_FMT, path, STR_ARG(str_hex(arena, hash_str(&hash)))));
    shown = town_get(&town, BY_REVIEWER, item);
    CHECK(reply_says(&shown, file) && reply_says(&shown, "查看文件"));
    Reply read = town_get(&town, BY_REVIEWER, file);
    CHECK_EQ(read.status, 200);
    CHECK_STR(read.body, S(PDF));
    CHECK_STR(reply_header(&read, "content-type"), S("application/pdf"));
    CHECK(str_starts(reply_header(&read, "content-disposition"), S("attachment")));
    /* Not for others, and nothing else that is kept. */
    CHECK(town_get(&town, BY_ONLINE, file).status >= 400);
    CHECK(town_get(&town, BY_REVIEWER, str_z(arena, str_format(arena, "%s/file?sha256=00", path))).status >= 400);
    town_close(&town);
}

/* ---- progress ---- */

TEST(who_brings_files_sees_how_far_their_own_work_is)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    static const TownRole who[] = { BY_CLERK, BY_BANK, BY_UNIT, BY_AGENCY, BY_TAX };
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        Reply page = town_get(&town, who[i], "/desk/progress");
        CHECK_EQ(page.status, 200);
        CHECK(reply_says(&page, "现在没有正在办理的批量业务。"));
    }
    CHECK(town_get(&town, BY_HOLDER, "/desk/progress").status == 403);
    town_close(&town);
}
