/* common.c - see inside.h. */
#include "act/inside.h"
#include "desk/desk.h"

Err act_need_person(const View *view, Decision *out)
{
    if (!view->person || !view->person->registered.n)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    return OK;
}

Err act_need_living(const View *view, Decision *out)
{
    TRY(act_need_person(view, out));
    if (view->person->death.n || person_hold(view->person, CAUSE_DEATH))
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "已登记死亡；如登记有误，请先办理撤销（death.withdraw）。",
                      "A death is on record; if that is wrong, have it withdrawn first (death.withdraw).");
    return OK;
}

int act_conditions(const View *view, const Command *command, const RegionPolicy *rules)
{
    int years = (int)policy_int(rules, KEY_IDENTITY_GUARDIAN_UNDER, view_today(view));
    const PersonFacts *person = view->person;
    bool child = person && person_has_birth(person) && day_add_months(person->born, years * 12).n > view_today(view).n;
    int so = child ? PAPER_IF_CHILD : PAPER_IF_ADULT;
    if (command->actor.role == ROLE_GUARDIAN)
        so |= PAPER_IF_GUARDIAN;
    if (command->actor.role == ROLE_PROXY)
        so |= PAPER_IF_PROXY;
    return so;
}

Err act_papers(const View *view, const Command *command, const RegionPolicy *rules, const char *procedure, const char *of, int so,
               Decision *out)
{
    return papers_need_list(view, rules, command, policy_papers(rules, str(procedure), str(of), view_today(view)), so, out);
}

void answer_next(Decision *out, const char *code, const char *command, const char *zh, const char *en)
{
    if (!out->data)
        return;
    json_open(out->data, '{');
    json_put(out->data, "code", str(code));
    json_put(out->data, "command", str(command));
    json_put(out->data, "zh", str(zh));
    json_put(out->data, "en", str(en));
    json_close(out->data, '}');
}

void put_value(const View *view, int64_t person, PersonalField field, Str value, Decision *out)
{
    Event *event = emit(out, view, EVENT_PERSON_CELL, person);
    event->person_cell.field = field;
    event->person_cell.value = value;
}

void put_changed(const View *view, Field what, int64_t value, Decision *out)
{
    Event *event = emit(out, view, EVENT_PERSON_CHANGED, view->person->id);
    event->person_changed.what = what;
    event->person_changed.value = value;
}

unsigned insurances_of(const Arg *list)
{
    unsigned bits = 0;
    for (size_t i = 0; i < list->n; i++)
        bits |= insurance_bit((Insurance)list->items[i].i);
    return bits;
}

/* Names of GB/T 3304 in the order of their numbers from 1; 97 others, 98 naturalised. */
static const char *const groups[] = {
    "汉",       "蒙古",   "回",     "藏",   "维吾尔", "苗",   "彝",   "壮",     "布依", "朝鲜",   "满",   "侗",   "瑶",     "白",
    "土家",     "哈尼",   "哈萨克", "傣",   "黎",     "傈僳", "佤",   "畲",     "高山", "拉祜",   "水",   "东乡", "纳西",   "景颇",
    "柯尔克孜", "土",     "达斡尔", "仫佬", "羌",     "布朗", "撒拉", "毛南",   "仡佬", "锡伯",   "阿昌", "普米", "塔吉克", "怒",
    "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安",   "裕固", "京",   "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴",   "基诺",
};
enum { GROUPS = sizeof groups / sizeof *groups, GROUP_OTHER = 97, GROUP_NATURALISED = 98 };

int ethnicity_read(Str text)
{
    int64_t number = 0;
    text = str_trim(text);
    if (str_int(text, &number))
        return (number >= 1 && number <= GROUPS) || number == GROUP_OTHER || number == GROUP_NATURALISED ? (int)number : 0;
    if (str_ends(text, S("族")))
        text = str_head(text, text.n - strlen("族"));
    for (int i = 0; i < GROUPS; i++)
        if (str_is(text, groups[i]))
            return i + 1;
    return str_is(text, "其他") ? GROUP_OTHER : 0;
}
