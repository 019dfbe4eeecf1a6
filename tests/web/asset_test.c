/* asset_test.c - what a citizen's browser loads: all of it small, all of it carried inside the program. */
#include "support/test.h"
#include "web/asset.h"
#include "web/pages.h"

enum { COMPRESSED_MAX = 60 << 10 };

TEST(style_and_script_of_a_citizens_page_are_under_60_kb_compressed)
{
    static const Site site = { .name_zh = { "局", 3 }, .name_en = { "Bureau", 6 }, .hotline = { "12333", 5 } };
    Page page = page_make(arena, &site, &(PageRequest){ .lang = LANG_ZH, .path = S("/") });
    Str html = page_home(&page, NULL, 0), mark = S("/assets/");
    size_t bytes = 0, count = 0;
    for (long at; (at = str_find(html, mark)) >= 0;) {
        html = str_from(html, (size_t)at);
        Str path = str_head(html, (size_t)str_find(html, S("\"")));
        html = str_from(html, path.n);
        if (!str_ends(path, S(".css")) && !str_ends(path, S(".js")))
            continue;
        const Embedded *asset = asset_find(path);
        CHECK(asset != NULL && asset->gzip.n > 0 && asset->gzip.n < asset->bytes.n);
        bytes += asset ? asset->gzip.n : COMPRESSED_MAX;
        count++;
    }
    CHECK_EQ(count, 2); /* one of each: a third would cost another trip */
    CHECK(bytes > 10000 && bytes < COMPRESSED_MAX);
}
