/* current.c - how long a published value is good: rules that are made anew each year, what somebody should look after,
 * and the last day to pay. */
#include "base/require.h"
#include "policy/set.h"

typedef enum { EVERY_DAY, BASE_YEAR, NATURAL_YEAR } Span;
#define AS_YEARLY(key, span) [key] = span,
static const Span spans[POLICY_KEY_END] = { POLICY_YEARLY(AS_YEARLY) };

/* The first day of the year in which the value began to hold. */
static Day year_start(const RegionPolicy *region, PolicyKey key, const PolicyValue *value)
{
    int first = spans[key] == BASE_YEAR ? (int)policy_int(region, KEY_BASE_YEAR_STARTS, value->from) : 1;
    Month from = day_month(value->from);
    return month_first((Month){ from.n - (from.n - (first - 1)) % 12 });
}

/* The value behind this one ends it; the last one is good for its year. */
static bool is_last(const RegionPolicy *region, PolicyKey key, const PolicyValue *value)
{
    return value == &region->params[key].values[region->params[key].count - 1];
}

Day policy_made_until(const RegionPolicy *region, PolicyKey key, const PolicyValue *value)
{
    enum { YEAR = 12 };
    require((int)key >= 0 && key < POLICY_KEY_END);
    return spans[key] && !value->unknown ? day_add(day_add_months(year_start(region, key, value), YEAR), -1) : DAY_NONE;
}

static bool outlived(Day day, Day until, int months)
{
    return day_is(until) && day.n > day_add(day_add_months(day_add(until, 1), months), -1).n;
}

Err no_rule(Why *why, PolicyKey key, Day until)
{
    Err err = refuse(why, ERR_NO_RULE, policy_key_path(key), NULL, NULL);
    if (!why || !why->arena)
        return err;
    const char *zh = policy_key_meaning(key, false), *en = policy_key_meaning(key, true);
    if (day_is(until)) {
        Str day = day_text(why->arena, until);
        why->zh = str_format(why->arena, "“%s”只公布到 " STR_FMT "，其后的尚未录入，请咨询 12333。", zh, STR_ARG(day));
        why->en =
            str_format(why->arena, "What is on file (%s) was made for the time until " STR_FMT "; ask 12333.", en, STR_ARG(day));
        return err;
    }
    why->zh = str_format(why->arena, "“%s”在这一天没有可用的规定，请咨询 12333。", zh);
    why->en = str_format(why->arena, "No rule is on file for that day (%s); ask 12333.", en);
    return err;
}

Err policy_current(const RegionPolicy *region, PolicyKey key, Day day, const PolicyValue **out, bool *provisional, Why *why)
{
    enum { GRACE_MONTHS = 12 };
    const PolicyValue *value = NULL;
    TRY(policy_get(region, key, day, &value, why));
    Day until = policy_made_until(region, key, value);
    if (outlived(day, until, GRACE_MONTHS))
        return no_rule(why, key, until);
    if (value->status == POLICY_PROVISIONAL || outlived(day, until, 0))
        *provisional = true;
    *out = value;
    return OK;
}

PolicyAlarm policy_alarm(const RegionPolicy *region, PolicyKey key, Day day, const PolicyValue **out)
{
    enum { GRACE_MONTHS = 12 };
    require((int)key >= 0 && key < POLICY_KEY_END);
    const PolicyParam *param = &region->params[key];
    const PolicyValue *value = value_at(param, day);
    *out = value->from.n <= day.n ? value : NULL;
    if (!*out)
        return POLICY_FINE;
    if (value->unknown)
        return region->code ? POLICY_IS_UNKNOWN : POLICY_FINE;
    Day until = policy_made_until(region, key, value);
    if (outlived(day, until, GRACE_MONTHS))
        return POLICY_HAS_ENDED;
    if (outlived(day, until, 0))
        return POLICY_IS_STALE;
    if (is_last(region, key, value) && outlived(day_add_months(day, POLICY_ALARM_MONTHS), until, 0))
        return POLICY_RUNS_OUT;
    return value->status == POLICY_PROVISIONAL ? POLICY_IS_PROVISIONAL : POLICY_FINE;
}

static const struct {
    const char *word, *label[2];
} alarms[] = {
    [POLICY_FINE] = { "fine", { "正常", "in order" } },
    [POLICY_IS_PROVISIONAL] = { "provisional", { "暂定，待核实", "provisional, to be confirmed" } },
    [POLICY_IS_UNKNOWN] = { "unknown", { "没有公布或没有录入", "not published or not entered" } },
    [POLICY_RUNS_OUT] = { "runs-out", { "即将到期，请留意新公布的数值", "runs out soon; look for the new figure" } },
    [POLICY_IS_STALE] = { "stale", { "已过公布年度，暂按旧数值", "its year has ended; the old figure holds provisionally" } },
    [POLICY_HAS_ENDED] = { "ended", { "已失效，不再给出结果", "no longer good; nothing is answered from it" } },
};
const char *policy_alarm_word(PolicyAlarm alarm) { return alarms[alarm].word; }
const char *policy_alarm_label(PolicyAlarm alarm, bool en) { return alarms[alarm].label[en]; }

Day policy_due_day(const PolicySet *set, const RegionPolicy *region, Month month, bool *provisional)
{
    Day day = month_first(month);
    if (provisional)
        *provisional = false;
    const PolicyRow *told = policy_row(value_at(&region->params[KEY_LEVY_DUE_OVERRIDE], day), month.n);
    if (told)
        return (Day){ (int32_t)told->value };
    Month due = { month.n + (int)policy_int(region, KEY_LEVY_DUE_LATER, day) };
    int of_month = (int)policy_int(region, KEY_LEVY_DUE_DAY, day), length = month_days(month_year(due), month_of_year(due));
    Day last = day_add(month_first(due), (of_month < length ? of_month : length) - 1);
    if (policy_int(region, KEY_LEVY_DUE_SHIFT, day))
        while (!calendar_workday_provisional(&set->calendar, last, provisional))
            last = day_add(last, 1);
    return last;
}
