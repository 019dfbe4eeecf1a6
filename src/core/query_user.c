/* query_user.c - who may sign in for the bureau and its partners; and who a person is, in full, for a purpose that is
 * stated. Law: Personal Information Protection Law articles 6, 28, 51. */
#include "core/list.h"
#include "core/login.h"
#include "core/shapes.h"
#include "desk/desk.h"

/* ---- user.list ---- */

/* What of this user a second administrator has to approve, and whether the one who asks has proposed it. */
static void put_waiting(Query *query, const Login *user)
{
    Json *json = query->data;
    const char *const words[] = { [WAITS_ADDED] = "added", [WAITS_RESET] = "reset" };
    json_put_or_null(json, "waits", user->waits ? str(words[user->waits]) : (Str){ 0 });
    if (!user->waits)
        return;
    json_put(json, "proposed_by", user->proposed_by);
    json_put_bool(json, "proposed_by_you", user->proposer == desk_identity(&query->command.actor));
    shape_time(json, query->arena, "proposed_at", user->proposed);
}

Err query_user_list(Query *query)
{
    enum { USERS_MOST = 200 };
    Json *json = query->data;
    Login *users = NULL;
    size_t count = 0;
    const Arg *limit = arg(&query->command, F_LIMIT);
    int most = limit->given && limit->i > 0 && limit->i < USERS_MOST ? (int)limit->i : USERS_MOST;
    TRY(list_readable(login_users(query->bureau, query->arena, arg_str(&query->command, F_AFTER), most + 1, &users, &count)));
    json_key(json, "items");
    json_open(json, '[');
    for (size_t i = 0; i < count && i < (size_t)most; i++) {
        json_open(json, '{');
        json_put(json, "user", users[i].name);
        json_put_word(json, "role", choice_code(SET_ROLE, users[i].actor.role));
        json_put_or_null(json, "org", users[i].actor.org);
        json_put_bool(json, "password_set", users[i].has_password);
        shape_time(json, query->arena, "password_at", users[i].set);
        put_waiting(query, &users[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_put_or_null(json, "next", count > (size_t)most ? users[most - 1].name : (Str){ 0 });
    return OK;
}

/* ---- person.identity ---- */

Err query_person_identity(Query *query)
{
    static const struct {
        const char *key;
        PersonalField field;
    } rows[] = {
        { "name", PF_NAME },     { "ssn", PF_SSN },         { "id_no", PF_ID_NO },
        { "mobile", PF_MOBILE }, { "address", PF_ADDRESS }, { "email", PF_EMAIL },
    };
    const Actor *actor = &query->command.actor;
    bool own = role_in(R_SELF | R(ONLINE), actor->role);
    if (!own && !query->request->purpose.n)
        return refuse(&query->why, ERR_MISSING_EVIDENCE, "purpose", "请说明查看完整个人信息的用途。",
                      "Say for what purpose the whole personal data are to be seen.");
    json_put_int(query->data, "person", query->loaded.view.person->id);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        json_put_or_null(query->data, rows[i].key, identity_value(query->loaded.held, rows[i].field, 0));
    const PersonFacts *person = query->loaded.view.person;
    json_put_or_null(query->data, "notices", str(choice_code(SET_NOTICE_CHANNEL, person->notice_channel)));
    json_put_or_null(query->data, "notices_lang", str(choice_code(SET_LANGUAGE, person->notice_lang)));
    return OK;
}
