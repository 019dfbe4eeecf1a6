/* notice.c - how notices reach people, and that an employer or agency has read one of theirs. Law: Social Insurance Law 4;
 * Personal Information Protection Law 13 and 15: by text message or e-mail only for who asked for it, until they say
 * otherwise. */
#include "act/inside.h"

enum { LOCAL_MAX = 64, LABEL_MAX = 63 };

static bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/* Letters and digits, and inside also these signs. */
static bool is_word(Str text, const char *signs, size_t most)
{
    if (!text.n || text.n > most || !is_alnum(text.p[0]) || !is_alnum(text.p[text.n - 1]))
        return false;
    for (size_t i = 0; i < text.n; i++)
        if (!is_alnum(text.p[i]) && !memchr(signs, text.p[i], strlen(signs))) /* strchr would find the zero at their end */
            return false;
    return true;
}

bool email_is(Str text)
{
    Str host = text, local = str_cut(&host, '@');
    int labels = 0;
    if (!host.p || !is_word(local, "._%+-", LOCAL_MAX) || str_find(local, S("..")) >= 0)
        return false;
    while (host.p) {
        Str label = str_cut(&host, '.');
        labels++;
        if (!is_word(label, "-", LABEL_MAX))
            return false;
    }
    return labels > 1;
}

Err act_notice_choose(const View *view, const Command *command, Decision *out)
{
    TRY(act_need_living(view, out));
    const PersonFacts *person = view->person;
    int64_t channel = arg_int(command, F_NOTICE_CHANNEL);
    int64_t lang = arg_is(command, F_LANG) ? arg_int(command, F_LANG) : person->notice_channel ? person->notice_lang : LANG_ZH;
    Str email = str_trim(arg_str(command, F_EMAIL));
    if (arg_is(command, F_EMAIL) && !email_is(email))
        return REFUSE(out, ERR_BAD_FIELD, "email", "这不是可用的电子邮箱，请按 name@example.com 的形式填写。",
                      "This is no e-mail address that can be used; write it as name@example.com.");
    if (channel == NOTICES_BY_EMAIL && !email.n && !person->cell[PF_EMAIL])
        return REFUSE(out, ERR_BAD_FIELD, "email", "请填写电子邮箱。", "Give the e-mail address.");
    if (channel == NOTICES_BY_SMS && !person->cell[PF_MOBILE])
        return REFUSE(out, ERR_WRONG_STATE, "channel", "没有登记手机号码，请先登记手机号码（person.correct），再选择短信。",
                      "No mobile number is on record; have it recorded first (person.correct), then choose text messages.");
    answer_text(out, "channel", str(choice_code(SET_NOTICE_CHANNEL, (int)channel)));
    answer_text(out, "lang", str(choice_code(SET_LANGUAGE, (int)lang)));
    if (channel == person->notice_channel && lang == person->notice_lang && !email.n)
        return act_already(out);
    Event *event = emit(out, view, EVENT_NOTICE_CHOSEN, person->id);
    event->notice_chosen = (Event_notice_chosen){ .channel = channel, .lang = lang };
    if (email.n) /* behind it: the old address still stands when the choice is told (registry/store.c) */
        put_value(view, person->id, PF_EMAIL, email, out);
    return OK;
}

Err act_inbox_read(const View *view, const Command *command, Decision *out)
{
    Str notice = arg_str(command, F_ORG_NOTICE);
    bool unit = command->actor.role == ROLE_UNIT;
    if (!is_word(notice, "-", notice.n))
        return REFUSE(out, ERR_UNKNOWN_ID, "notice", NULL, NULL);
    if (unit && !view->org_unit)
        return REFUSE(out, ERR_NOT_PERMITTED, "org", "单位尚未登记，请先办理单位登记。",
                      "The organisation is not registered; register it first.");
    Event *event = emit(out, view, EVENT_INBOX_READ, 0);
    event->inbox_read = (Event_inbox_read){ .kind = unit ? SUBJECT_UNIT : SUBJECT_INSTITUTION,
                                            .org = unit ? view->org_unit->id : view->org->id,
                                            .notice = notice };
    return OK;
}
