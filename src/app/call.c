/* call.c - see call.h: options of the call itself; those that name fields are call_field.c's. */
#include "app/call.h"
#include "app/lines.h"
#include "app/talk.h"
#include <fcntl.h>
#include <unistd.h>

Call call_make(Arena *arena, const CatalogueRow *row, bool is_query)
{
    return (Call){ .arena = arena,
                   .row = row,
                   .is_query = is_query,
                   .en = talk_english(),
                   .at = TIME_NONE,
                   .args = args_make(),
                   .actor = { .role = ROLE_CLERK, .user = S("cli") } };
}

Err call_actor(Str text, Actor *out, Why *why)
{
    Str rest = text, who = str_cut(&rest, '@'), role = str_cut(&who, ':');
    Actor actor = { .role = (Role)choice_from(SET_ROLE, role), .user = who.n ? who : S("cli"), .org = rest };
    if (!actor.role) {
        Meant meant = { .asked = role };
        for (int i = 0; i < choice_set(SET_ROLE)->count; i++)
            meant_try(&meant, str(choice_set(SET_ROLE)->items[i].code));
        return refuse(why, ERR_BAD_FIELD, "as", "没有角色“" STR_FMT "”%s" STR_FMT "；写法：--as bank:teller@B01。",
                      "there is no role \"" STR_FMT "\"%s" STR_FMT "; write --as bank:teller@B01.", STR_ARG(role),
                      meant_any(&meant) ? " -> " : "", STR_ARG(meant.best));
    }
    *out = actor;
    return OK;
}

static Err option_says(const char *name, const char *zh, const char *en, Why *why)
{
    return refuse(why, ERR_BAD_FIELD, name, "--%s：%s%.0s", "--%s: %.0s%s", name, zh, en);
}

static bool *flag_of(Call *call, Str name)
{
    if (str_is(name, "json"))
        return &call->json;
    if (str_is(name, "help"))
        return &call->help;
    return str_is(name, "dry-run") && !call->is_query ? &call->dry_run : NULL;
}

/* An option that every call has, with its value; *taken: it was one. */
static Err general_value(Call *call, Str name, const char *value, bool *taken, Why *why)
{
    static const char *const names[] = { "db", "policy", "id", "purpose", "as", "at", "format", "out", "table", "lang" };
    size_t which = 0, count = sizeof names / sizeof *names;
    while (which < count && !str_is(name, names[which]))
        which++;
    *taken = which < count;
    if (!*taken)
        return OK;
    if (!value || !*value)
        return option_says(names[which], "后面应有值。", "needs a value.", why);
    switch (which) {
    case 0:
        call->db = value;
        return OK;
    case 1:
        call->policy = value;
        return OK;
    case 2:
        call->id = str(value);
        return OK;
    case 3:
        call->purpose = str(value);
        return OK;
    case 4:
        return call_actor(str(value), &call->actor, why);
    case 5:
        if (!time_read(str(value), &call->at))
            return option_says("at", "应为带时区的时间，例如 2025-01-10T09:00:00+08:00。",
                               "give an instant with its offset, such as 2025-01-10T09:00:00+08:00.", why);
        return OK;
    case 6:
        call->format = value;
        return OK;
    case 7:
        call->out = value;
        return OK;
    case 8:
        call->table = value;
        return OK;
    default:
        if (!talk_language(value, &call->en))
            return option_says("lang", "应为 zh 或 en。", "give zh or en.", why);
        return OK;
    }
}

const char *call_general(size_t i)
{
    static const char *const general[] = { "json", "help", "dry-run", "db", "policy", "id", "purpose", "as", "at", "lang" };
    return i < sizeof general / sizeof *general ? general[i] : NULL;
}

static Err unknown_option(Call *call, Str name, Why *why)
{
    Meant meant = { .asked = name };
    for (size_t i = 0; call_general(i); i++)
        meant_try(&meant, str(call_general(i)));
    for (int i = 0; i < call->row->count; i++)
        meant_try(&meant, call_option(call->arena, call->row->fields[i]));
    const char *field = str_z(call->arena, name);
    if (meant_any(&meant))
        return refuse(why, ERR_BAD_FIELD, field, "没有选项 --%s；是不是 --" STR_FMT "？",
                      "there is no option --%s; did you mean --" STR_FMT "?", field, STR_ARG(meant.best));
    return refuse(why, ERR_BAD_FIELD, field, "没有选项 --%s；加 --help 查看全部选项。",
                  "there is no option --%s; --help shows all of them.", field);
}

/* One option; *used: it took the word behind it. */
static Err option_read(Call *call, Str name, const char *value, bool *used, Why *why)
{
    bool taken = false, both = false;
    bool *flag = flag_of(call, name);
    if (flag) {
        *flag = true;
        return OK;
    }
    TRY(call_field(call, name, value, &taken, used, why)); /* --lang of the guide is a field and the language of the talk */
    both = taken && str_is(name, "lang");
    if (!taken || both) {
        TRY(general_value(call, name, value, &taken, why));
        *used = taken;
    }
    return taken ? OK : unknown_option(call, name, why);
}

Err call_read(Call *call, int count, char **words, Why *why)
{
    for (int i = 0; i < count; i++) {
        Str rest = str(words[i]);
        if (str_is(rest, "-h") || str_is(rest, "-n"))
            rest = str(words[i][1] == 'h' ? "--help" : "--dry-run");
        if (!str_starts(rest, S("--")) || rest.n == 2)
            return refuse(why, ERR_BAD_FIELD, "", "不认识“%s”；每个值前面应有选项名，例如 --ssn。",
                          "\"%s\" is not understood; each value stands behind its option, such as --ssn.", words[i]);
        Str name = str_from(str_cut(&rest, '='), 2);
        bool joined = rest.p != NULL, used = false;
        const char *value = joined ? rest.p : i + 1 < count && strncmp(words[i + 1], "--", 2) != 0 ? words[i + 1] : NULL;
        TRY(option_read(call, name, value, &used, why));
        if (joined && !used)
            return refuse(why, ERR_BAD_FIELD, str_z(call->arena, name), "--" STR_FMT " 不带值。",
                          "--" STR_FMT " takes no value.", STR_ARG(name));
        i += used && !joined;
    }
    return OK;
}

Err call_save(const Call *call, Str bytes, Why *why)
{
    int file = open(call->out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return refuse(why, ERR_CONFLICT, "out", "不能写入 %s（已经存在的文件不会被覆盖）。",
                      "%s cannot be written (a file that is there is not overwritten).", call->out);
    bool whole = lines_write(file, bytes) && fsync(file) == 0;
    whole = close(file) == 0 && whole;
    if (!whole)
        unlink(call->out);
    return whole ? OK : refuse(why, ERR_BUSY, "out", NULL, NULL);
}
