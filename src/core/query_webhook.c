/* query_webhook.c - webhook.list: who has messages sent where, and whether they arrive; webhook.secret: the key by which
 * their receiver knows that they are ours. An institution sees its own alone. */
#include "act/webhook.h"
#include "core/list.h"
#include "core/shapes.h"
#include "journal/delivery.h"

enum { FAILING_SHOWN = 20 };

static bool is_partner(Role role) { return role_in(query_row(QUERY_WEBHOOK_SECRET)->roles, role); }

static bool is_own(const Actor *actor, const Webhook *webhook)
{
    return actor->role == webhook->role && str_eq(actor->org, webhook->org);
}

/* What was tried and has not arrived. */
static Err put_failing(Query *query, const Webhook *webhook)
{
    Json *json = query->data;
    Delivery *failing = NULL;
    size_t count = 0;
    TRY(delivery_failing(query->bureau->db, query->arena, webhook->n, FAILING_SHOWN, &failing, &count));
    json_key(json, "failing");
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, '{');
        json_put_int(json, "n", failing[i].n);
        json_put_int(json, "attempts", failing[i].attempts);
        json_put(json, "last_error", delivery_error(query->arena, failing[i].error));
        json_put(json, "next_at", shape_safe_time(query->arena, failing[i].next.s));
        json_close(json, '}');
    }
    json_close(json, ']');
    return OK;
}

static Err put_webhook(Query *query, const Webhook *webhook)
{
    Json *json = query->data;
    int64_t mark = 0;
    TRY(delivery_mark(query->bureau->db, query->arena, webhook->n, &mark));
    json_open(json, '{');
    json_put(json, "webhook", number_of(query->arena, 'W', webhook->n));
    list_word(json, "role", SET_ROLE, (int64_t)webhook->role);
    json_put_or_null(json, "org", webhook->org);
    json_put(json, "url", webhook->url);
    json_key(json, "messages");
    json_open(json, '[');
    for (Message message = 1; message < Message_END; message++)
        if (webhook->messages >> message & 1)
            json_text(json, str(choice_code(SET_MESSAGE, (int)message)));
    json_close(json, ']');
    json_put(json, "since", shape_safe_time(query->arena, webhook->since.s));
    json_put_or_null(json, "ended_at", webhook->ended.s ? shape_safe_time(query->arena, webhook->ended.s) : (Str){ 0 });
    json_put_int(json, "arrived_up_to", mark);
    TRY(put_failing(query, webhook));
    json_close(json, '}');
    return OK;
}

Err query_webhook_list(Query *query)
{
    const Actor *actor = &query->command.actor;
    Journal journal = list_journal(query);
    Webhook *all = NULL;
    size_t count = 0;
    TRY(list_readable(webhook_all(&journal, query->arena, &all, &count)));
    json_key(query->data, "items");
    json_open(query->data, '[');
    for (size_t i = 0; i < count; i++)
        if (!is_partner(actor->role) || is_own(actor, &all[i]))
            TRY(put_webhook(query, &all[i]));
    json_close(query->data, ']');
    return OK;
}

Err query_webhook_secret(Query *query)
{
    const Actor *actor = &query->command.actor;
    Journal journal = list_journal(query);
    Webhook *all = NULL;
    size_t count = 0;
    TRY(list_readable(webhook_all(&journal, query->arena, &all, &count)));
    const Webhook *webhook = webhook_find(all, count, arg_str(&query->command, F_WEBHOOK));
    if (!webhook)
        return refuse(&query->why, ERR_UNKNOWN_ID, "webhook", NULL, NULL);
    if (!is_own(actor, webhook))
        return refuse(&query->why, ERR_NOT_PERMITTED, "webhook", "只能查看本机构订阅的密钥。",
                      "You may see the key of your own webhooks only.");
    json_put(query->data, "webhook", number_of(query->arena, 'W', webhook->n));
    json_put(query->data, "secret", webhook_secret(&query->bureau->store, query->arena, webhook));
    return OK;
}
