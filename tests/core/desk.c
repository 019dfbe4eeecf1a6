/* desk.c - see desk.h. */
#include "desk.h"
#include "base/require.h"
#include "core/verify.h"
#include <sys/stat.h>

Request registration(Arena *arena, int n)
{
    JsonNode *args = NULL;
    Str text =
        str_format(arena, "{\"institution\":\"I%05d\",\"kind\":\"pharmacy\",\"name\":\"pharmacy\",\"region\":\"330100\"}", n);
    require(json_read(arena, text, &args, NULL) == OK);
    return (Request){ .id = str_format(arena, "reg-%05d", n),
                      .command = S("institution.register"),
                      .actor = { .role = ROLE_ADMIN, .user = S("root"), .org = S("office") },
                      .at = { NOON },
                      .args = args };
}

void whole(Bureau *bureau, Arena *arena)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(arena, bureau, true, &result), OK);
    if (!result.whole)
        test_fail(__FILE__, __LINE__, "verify: entry %lld, %.*s: %.*s", (long long)result.entry, STR_ARG(result.table),
                  STR_ARG(result.en));
}

int64_t size_of(Arena *arena, Str folder, const char *name)
{
    struct stat stat_;
    return stat(str_format(arena, STR_FMT "/%s", STR_ARG(folder), name).p, &stat_) == 0 ? stat_.st_size : 0;
}

void on_done(WriterItem *item, const Answer *answer)
{
    Asked *asked = item->context;
    Desk *desk = asked->desk;
    pthread_mutex_lock(&desk->lock);
    asked->answers++;
    asked->err = answer->err;
    desk->answered++;
    desk->done += answer->err == OK;
    desk->busy += answer->err == ERR_BUSY;
    pthread_cond_broadcast(&desk->wake);
    while (desk->hold)
        pthread_cond_wait(&desk->wake, &desk->lock);
    pthread_mutex_unlock(&desk->lock);
}

Asked *ask(Arena *arena, Desk *desk, int count)
{
    Asked *asked = arena_new(arena, Asked, (size_t)count);
    for (int i = 0; i < count; i++) {
        asked[i] = (Asked){ .desk = desk };
        asked[i].item = (WriterItem){ .request = registration(arena, i), .done = on_done, .context = &asked[i] };
    }
    return asked;
}

void wait_answers(Desk *desk, int count)
{
    pthread_mutex_lock(&desk->lock);
    while (desk->answered < count)
        pthread_cond_wait(&desk->wake, &desk->lock);
    pthread_mutex_unlock(&desk->lock);
}
