/* query_letter.c - letter.list: notices that left the inbox, the newest first: by which number, whether they arrived, and if not
 * why. Neither what they say nor where they went. */
#include "core/list.h"
#include "core/shapes.h"
#include "journal/letter.h"

static const char *state_of(const Letter *letter)
{
    if (letter->ended.s)
        return letter->error ? "given-up" : "sent";
    return letter->attempts ? "failing" : "waiting";
}

static void put_letter(Query *query, const Letter *letter)
{
    Json *json = query->data;
    bool sent = letter->ended.s && !letter->error;
    json_open(json, '{');
    json_put(json, "notice", number_of_person(query->arena, 'N', letter->person, letter->notice));
    json_put_int(json, "person", letter->person);
    json_put(json, "at", shape_safe_time(query->arena, letter->at.s));
    json_put_word(json, "state", state_of(letter));
    json_put_int(json, "attempts", letter->attempts);
    json_put_or_null(json, "last_error", delivery_error(query->arena, letter->error));
    json_put_or_null(json, "next_at", letter->ended.s ? (Str){ 0 } : shape_safe_time(query->arena, letter->next.s));
    json_put_or_null(json, "sent_at", sent ? shape_safe_time(query->arena, letter->ended.s) : (Str){ 0 });
    json_close(json, '}');
}

Err query_letter_list(Query *query)
{
    Letter *letters = NULL;
    size_t count = 0;
    List list;
    TRY(list_open(query, 3, &list));
    TRY(list_readable(letter_list(query->bureau->db, query->arena, list.after, list.limit + 1, &letters, &count)));
    for (size_t i = 0; i < count; i++) {
        const int64_t at[3] = { letters[i].at.s, letters[i].person, letters[i].notice };
        if (!list_room(&list, at))
            break;
        put_letter(query, &letters[i]);
    }
    list_close(query, &list);
    return OK;
}
