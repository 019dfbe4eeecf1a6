/* fuzz_calc.c - libFuzzer target: any bytes as lines of `shebao calc --jsonl`. Each line is answered with one JSON object,
 * and an answer with a total is the sum of its parts. */
#include "base/require.h"
#include "policy/calc_line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int64_t members_sum(const JsonNode *object)
{
    int64_t sum = 0;
    for (size_t i = 0; object && i < object->count; i++)
        sum += object->items[i].number;
    return sum;
}

static void line_check(Arena *scratch, Calculators *room, Str line)
{
    Buf out = { .arena = scratch };
    JsonNode *answer = NULL;
    calc_json_line(&out, scratch, room, line, false);
    require(out.n > 2 && out.p[out.n - 1] == '\n');
    require(json_read(scratch, str_head(buf_str(&out), out.n - 1), &answer, NULL) == OK);
    const JsonNode *funds = json_member(answer, "funds_fen"), *total = json_member(answer, "total_fen");
    if (!funds)
        return;
    require(total && members_sum(funds) == total->number && total->number >= 0);
    require(members_sum(json_member(answer, "employer_fen")) + members_sum(json_member(answer, "employee_fen")) == total->number);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena life, scratch;
    static Calculators *room;
    if (!room) {
        const PolicySet *set = NULL;
        life = arena_make(256 << 20);
        scratch = arena_make(64 << 20);
        require(policy_load(&life, NULL, &set, NULL) == OK);
        room = calculators_make(&life, set);
    }
    Str rest = { (const char *)data, size };
    while (rest.p) {
        arena_reset(&scratch);
        line_check(&scratch, room, str_cut(&rest, '\n'));
    }
    return 0;
}
