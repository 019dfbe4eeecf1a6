/* story_test.c - the two stories run to their end in both languages, and the ways they take are taken. */
#include "app/run.h"
#include "app/story.h"

TEST(the_stories_end_well_in_both_languages)
{
    const char *const words[] = { "--lang zh", "--lang en" }, *const ends[] = { "讲完了", "The end" };
    for (int en = 0; en < 2; en++) {
        Str out = { 0 }, talk = { 0 };
        CHECK_EQ(run_main(arena, story_main, words[en], (Str){ 0 }, &out, &talk), 0);
        CHECK_EQ(talk.n, 0);
        CHECK(str_find(out, str(ends[en])) > 0);
        int usable = 0;
        for (Str rest = out; rest.p;)
            usable += str_find(str_cut(&rest, '\n'), en ? S("usable: yes") : S("usable: 是")) >= 0;
        CHECK_EQ(usable, 4); /* the card works once for the opening, and once for each of three seals */
        CHECK(str_find(out, S("unlawful-basis")) > 0);
    }
}

TEST(the_same_story_is_told_each_time)
{
    Str first = { 0 }, second = { 0 };
    CHECK_EQ(run_main(arena, story_main, "--lang zh", (Str){ 0 }, &first, NULL), 0);
    CHECK_EQ(run_main(arena, story_main, "--lang zh", (Str){ 0 }, &second, NULL), 0);
    CHECK_STR(second, first);
}
