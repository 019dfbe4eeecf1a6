/* webhook.c - see webhook.h. */
#include "act/webhook.h"
#include "act/act.h"
#include "journal/courier.h"

enum { WEBHOOKS_OPEN_MAX = 8 }; /* of one institution: each is tried for every message */

/* ---- the register ---- */

typedef struct {
    Arena *arena;
    Webhook *all;
    size_t count, size;
} Register;

static bool register_see(void *context, const Event *event, int64_t ord)
{
    Register *list = context;
    (void)ord;
    if (event->kind == EVENT_WEBHOOK_ENDED) {
        for (size_t i = 0; i < list->count; i++)
            if (list->all[i].n == event->webhook_ended.webhook && !list->all[i].ended.s)
                list->all[i].ended = event->at;
        return true;
    }
    if (list->count == list->size) {
        size_t size = list->size ? 2 * list->size : 16;
        Webhook *all = arena_new(list->arena, Webhook, size);
        if (list->count)
            memcpy(all, list->all, list->count * sizeof *all);
        list->all = all;
        list->size = size;
    }
    const Event_webhook_made *made = &event->webhook_made;
    list->all[list->count++] = (Webhook){ .n = event->entry,
                                          .role = (Role)made->role,
                                          .org = str_copy(list->arena, made->org),
                                          .url = str_copy(list->arena, made->url),
                                          .messages = made->messages,
                                          .since = event->at };
    return true;
}

Err webhook_all(Journal *journal, Arena *arena, Webhook **out, size_t *count)
{
    Register list = { .arena = arena };
    TRY(journal_events(journal, arena, SUBJECT_WEBHOOKS, 0, journal_all, register_see, &list));
    *out = list.all;
    *count = list.count;
    return OK;
}

const Webhook *webhook_find(const Webhook *all, size_t count, Str number)
{
    int64_t n = 0;
    if (!number_read(number, 'W', &n))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (all[i].n == n)
            return &all[i];
    return NULL;
}

bool webhook_takes(Role role, Message message, bool *own)
{
    enum { ALL, OWN };
#define IF_TAKER(MESSAGE_, roles, whose) \
    if (message == (MESSAGE_) && role_in(roles, role)) { \
        *own = (whose) == OWN; \
        return true; \
    }
    MESSAGE_TAKERS(IF_TAKER)
#undef IF_TAKER
    return false;
}

static void card_see(void *context, const char *name, bool is_text, int64_t number, Str text)
{
    (void)text;
    if (!is_text && !strcmp(name, "card"))
        *(int64_t *)context = number;
}

int64_t webhook_card(const Event *event)
{
    int64_t card = 0;
    if (event_row(event->kind)->subject == SUBJECT_PERSON)
        event_members(event, card_see, &card);
    return card;
}

Str webhook_secret(const Store *store, Arena *arena, const Webhook *webhook)
{
    Hash hash = hash_keyed(hash_str(&store->secret), str_format(arena, "webhook/%lld/" STR_FMT "/" STR_FMT, (long long)webhook->n,
                                                                STR_ARG(webhook->org), STR_ARG(webhook->url)));
    return str_format(arena, "whsec_" STR_FMT, STR_ARG(str_hex(arena, hash_str(&hash))));
}

Str webhook_signature(Arena *arena, Str secret, Time now, Str body)
{
    Hash hash = hash_keyed(secret, str_format(arena, "%lld." STR_FMT, (long long)now.s, STR_ARG(body)));
    return str_format(arena, "t=%lld,v1=" STR_FMT, (long long)now.s, STR_ARG(str_hex(arena, hash_str(&hash))));
}

/* ---- commands ---- */

static Err messages_read(Post *post, int64_t *bits)
{
    const Arg *list = arg(post->command, F_MESSAGES);
    const Actor *actor = &post->command->actor;
    bool own = false;
    *bits = 0;
    for (size_t i = 0; i < list->n; i++) {
        Message message = (Message)list->items[i].i;
        if (!webhook_takes(actor->role, message, &own))
            return REFUSE(post->out, ERR_NOT_PERMITTED, "messages", "您所在机构不接收“%s”报文。",
                          "Your institution does not take %s messages.", choice_code(SET_MESSAGE, (int)message));
        *bits |= INT64_C(1) << message;
    }
    return OK;
}

Err act_webhook_subscribe(Post *post)
{
    const Actor *actor = &post->command->actor;
    Str url = arg_str(post->command, F_URL);
    Webhook *all = NULL;
    size_t count = 0;
    int open = 0;
    int64_t bits = 0;
    Journal journal = *post->journal;
    if (!courier_address(url))
        return REFUSE(post->out, ERR_BAD_FIELD, "url", "请填写 https:// 开头的地址，例如 https://bank.example.org/shebao。",
                      "Give an address that begins with https://, such as https://bank.example.org/shebao.");
    TRY(messages_read(post, &bits));
    TRY(webhook_all(&journal, post_arena(post), &all, &count));
    for (size_t i = 0; i < count; i++) {
        if (all[i].ended.s || all[i].role != actor->role || !str_eq(all[i].org, actor->org))
            continue;
        open++;
        if (str_eq(all[i].url, url) && all[i].messages == bits) {
            answer_text(post->out, "webhook", number_of(post_arena(post), 'W', all[i].n));
            post->out->already = true;
            return OK;
        }
    }
    if (open >= WEBHOOKS_OPEN_MAX)
        return REFUSE(post->out, ERR_TOO_LARGE, "url", "每个机构最多 %d 个订阅，请先停止不用的（webhook.end）。",
                      "An institution has at most %d webhooks; end one first (webhook.end).", WEBHOOKS_OPEN_MAX);
    Event *event = emit(post->out, post->view, EVENT_WEBHOOK_MADE, 0);
    event->webhook_made = (Event_webhook_made){ .role = actor->role, .messages = bits, .org = actor->org, .url = url };
    answer_text(post->out, "webhook", number_of(post_arena(post), 'W', post->ledger->entry));
    return OK;
}

Err act_webhook_end(Post *post)
{
    const Actor *actor = &post->command->actor;
    Webhook *all = NULL;
    size_t count = 0;
    Journal journal = *post->journal;
    TRY(webhook_all(&journal, post_arena(post), &all, &count));
    const Webhook *webhook = webhook_find(all, count, arg_str(post->command, F_WEBHOOK));
    if (!webhook)
        return REFUSE(post->out, ERR_UNKNOWN_ID, "webhook", NULL, NULL);
    if (actor->role != ROLE_ADMIN && (webhook->role != actor->role || !str_eq(webhook->org, actor->org)))
        return REFUSE(post->out, ERR_NOT_PERMITTED, "webhook", "只能停止本机构的订阅。", "You may end webhooks of your own only.");
    post->out->already = webhook->ended.s != 0;
    if (!post->out->already)
        emit(post->out, post->view, EVENT_WEBHOOK_ENDED, 0)->webhook_ended.webhook = webhook->n;
    return OK;
}
