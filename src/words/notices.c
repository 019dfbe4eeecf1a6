/* notices.c - see notices.h. */
#include "words/notices.h"
#include "base/money.h"
#include "base/require.h"

#define AS_NOTICE_ROW(number, NAME, code, EVENT, member, when, zh, en) [number] = { code, zh, en },
static const NoticeRow notice_rows[NOTICE_END] = { NOTICES(AS_NOTICE_ROW) };
#define AS_MESSAGE_ROW(number, NAME, code, zh, en) [number] = { code, zh, en },
static const NoticeRow message_rows[Message_END] = { MESSAGES(AS_MESSAGE_ROW) };

const NoticeRow *notice_row(Notice notice)
{
    require(notice > NOTICE_NONE && notice < NOTICE_END && notice_rows[notice].code);
    return &notice_rows[notice];
}

const NoticeRow *message_row(Message message)
{
    require(message > Message_NONE && message < Message_END && message_rows[message].code);
    return &message_rows[message];
}

#define NOTICE_IF(number, NAME, code, EVENT, m, when, zh, en) \
    if (event->kind == EVENT_##EVENT) { \
        const Event_##m *e = &event->m; \
        (void)e; \
        if (when) { \
            require(n < NOTICES_MAX); \
            out[n++] = NAME; \
        } \
    }
int notices_of(const Event *event, Notice out[NOTICES_MAX])
{
    int n = 0;
    NOTICES(NOTICE_IF)
    return n;
}

bool notice_given(Notice notice, const Event *event)
{
    Notice given[NOTICES_MAX];
    int count = notices_of(event, given);
    for (int i = 0; i < count; i++)
        if (given[i] == notice)
            return true;
    return false;
}

#define OUTGOING_IF(EVENT, m, when, MESSAGE, type_) \
    if (event->kind == EVENT_##EVENT) { \
        const Event_##m *e = &event->m; \
        (void)e; \
        if (when) { \
            require(n < OUTGOING_MAX); \
            out[n++] = (Outgoing){ .message = MESSAGE, .type = type_ }; \
        } \
    }
int outgoing_of(const Event *event, Outgoing out[OUTGOING_MAX])
{
    int n = 0;
    OUTGOING(OUTGOING_IF)
    return n;
}

/* The lists of words that a text may name. */
static const struct {
    const char *form;
    ChoiceSetId set;
} lists[] = {
    { "relation", SET_RELATION },      { "category", SET_CATEGORY },      { "stop", SET_STOP_REASON },
    { "account", SET_ACCOUNT_STATE },  { "transfer", SET_TRANSFER_STEP }, { "cause", SET_CAUSE },
    { "procedure", SET_PROCEDURE },    { "cancel", SET_CANCEL_REASON },   { "enforce", SET_ENFORCE },
    { "channel", SET_NOTICE_CHANNEL }, { "matter", SET_MATTER },
};

/* A number of no word of the list stands as it is: a notice is shown even for what an older program stored. */
static void put_word(Buf *buf, ChoiceSetId set, int64_t number, bool en)
{
    const ChoiceSet *words = choice_set(set);
    for (int i = 0; i < words->count; i++)
        if (words->items[i].number == number) {
            buf_add(buf, str(en ? words->items[i].en : words->items[i].zh));
            return;
        }
    buf_format(buf, "%lld", (long long)number);
}

static void put_number(Buf *buf, Str form, int64_t subject, int64_t number, bool en)
{
    const Day least = day_make(1800, 1, 1), most = day_make(9999, 12, 31);
    if (str_is(form, "day") && number >= least.n && number <= most.n)
        buf_add(buf, day_text(buf->arena, (Day){ (int32_t)number }));
    else if (str_is(form, "time") && number >= day_start(least).s && number <= day_end(most).s)
        buf_add(buf, str_head(time_text(buf->arena, (Time){ number }), 16));
    else if (str_is(form, "month") && number >= day_month(least).n && number <= day_month(most).n)
        buf_add(buf, month_text(buf->arena, (Month){ (int32_t)number }));
    else if (str_is(form, "fen") && number >= 0)
        buf_add(buf, money_text(buf->arena, (Money){ number }));
    else if (str_is(form, "contract"))
        buf_format(buf, "X%lld", (long long)number);
    else if (str_is(form, "command") && number > CMD_NONE && number < CMD_END && command_row((CommandId)number)->number)
        buf_add(buf, str(en ? command_row((CommandId)number)->en : command_row((CommandId)number)->zh));
    else if (form.n == 1)
        buf_format(buf, "%c%lld-%lld", form.p[0], (long long)subject, (long long)number);
    else {
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
            if (str_is(form, lists[i].form)) {
                put_word(buf, lists[i].set, number, en);
                return;
            }
        buf_format(buf, "%lld", (long long)number);
    }
}

typedef struct {
    Str name, form;
    Buf *buf;
    int64_t subject;
    bool en, found;
} Hole;

static void fill_hole(void *context, const char *name, bool is_text, int64_t number, Str text)
{
    Hole *hole = context;
    if (!str_is(hole->name, name))
        return;
    hole->found = true;
    if (is_text)
        buf_add(hole->buf, text.n ? text : hole->en ? S("no reason given") : S("未注明"));
    else
        put_number(hole->buf, hole->form, hole->subject, number, hole->en);
}

Str notice_text(Arena *arena, Notice notice, const Event *event, bool en)
{
    const NoticeRow *row = notice_row(notice);
    return notice_fill(arena, str(en ? row->en : row->zh), event, en);
}

/* What a stranger who sees the screen has no business with. */
static bool tells_much(Str text)
{
    static const char *const forms[] = { "fen", "text", "cause", "procedure", "matter" };
    for (str_cut(&text, '{'); text.p; str_cut(&text, '{')) {
        Str form = str_cut(&text, '}');
        str_cut(&form, ':');
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
            if (str_is(form, forms[i]))
                return true;
    }
    return false;
}

Str notice_brief(Arena *arena, Notice notice, const Event *event, bool en)
{
    const NoticeRow *row = notice_row(notice);
    const EventRow *what = event_row(event->kind);
    if (!tells_much(str(en ? row->en : row->zh)))
        return notice_text(arena, notice, event, en);
    return str_format(arena, en ? "News of your record: %s." : "您的记录有新情况：%s。", en ? what->en : what->zh);
}

#define AS_IMPORTANT(NAME) [NAME] = true,
bool notice_important(Notice notice)
{
    static const bool important[NOTICE_END] = { IMPORTANT_NOTICES(AS_IMPORTANT) };
    return notice > NOTICE_NONE && notice < NOTICE_END && important[notice];
}

Str notice_fill(Arena *arena, Str rest, const Event *event, bool en)
{
    Buf buf = { .arena = arena };
    while (rest.n) {
        buf_add(&buf, str_cut(&rest, '{'));
        if (!rest.p)
            break;
        Str form = str_cut(&rest, '}'), name = str_cut(&form, ':');
        Hole hole = { .name = name, .form = form, .buf = &buf, .subject = event->subject, .en = en };
        event_members(event, fill_hole, &hole);
        require(hole.found);
    }
    return buf_str(&buf);
}
