/* city_places.c - banks, hospitals, pharmacies, agencies and employers of the six cities. */
#include "app/city_inside.h"
#include "base/require.h"

static void institution(City *city, int in, const char *kind, const char *letter, int n)
{
    Arena *room = city_room(city);
    JsonNode args = args_make();
    Draws draws = draws_make(city->plan.seed, (uint64_t)(1000 + in * 100 + n) * (uint64_t)letter[0]);
    Str number = str_format(room, "%s-%07d", city_names[in].area, 1000000 + draw_below(&draws, 8999999));
    bool bank = !strcmp(kind, "bank"), hospital = !strcmp(kind, "hospital");
    args_text(room, &args, "institution", city_place(city, in, letter, n));
    args_text(room, &args, "kind", str(kind));
    args_text(room, &args, "name", name_place(room, kind, in, n));
    args_text(room, &args, "region", str(city_names[in].code));
    if (bank)
        args_text(room, &args, "bank_bin", str_format(room, "6217%02d", in * CITY_BANKS + n));
    args_text(room, &args, "licence", str_format(room, "%s-%s-%03d", city_names[in].office, letter, n + 1));
    args_text(room, &args, "address", name_address(room, &draws, in));
    args_text(room, &args, "phone", number);
    args_text(room, &args, "hours",
              hospital ? S("每天 0:00-24:00")
              : bank   ? S("周一至周五 9:00-17:00")
                       : S("每天 8:30-21:00"));
    city_do(city, "admin", S("admin-1"), S("office"), "institution.register", &args, (Str){ 0 });
}

/* A unified credit code: the department, the region, an organisation's code with its check, and its own check. */
static Str unit_code(City *city, int in, int n)
{
    Str organisation = str_format(city->life, "M%d%06d", in, n);
    Str head = str_format(city->life, "91%06d" STR_FMT "%c", city->counties[in][0], STR_ARG(organisation),
                          ident_organisation_check(organisation));
    return str_format(city->life, STR_FMT "%c", STR_ARG(head), ident_credit_check(head));
}

static void unit(City *city, int in, int n)
{
    enum { CLASSES = 8 };
    Arena *room = city_room(city);
    JsonNode args = args_make();
    Draws draws = draws_make(city->plan.seed, 5000000 + (uint64_t)(in * 100000 + n));
    args_text(room, &args, "credit_code", city->unit_codes[in][n]);
    args_text(room, &args, "name", name_unit(room, &draws, in));
    args_text(room, &args, "region", str(city_names[in].code));
    args_int(room, &args, "injury_class", 1 + draw_below(&draws, CLASSES));
    args_papers(room, &args, "business-licence");
    city_do(city, "clerk", city_user(city, "clerk", in, 0), str(city_names[in].office), "unit.register", &args, (Str){ 0 });
}

/* About one employer for thirty people, at least two in each city. */
static int unit_count(const City *city)
{
    enum { PEOPLE = 33, LEAST = 2 };
    int count = city->plan.persons / (PEOPLE * CITIES);
    return count < LEAST ? LEAST : count;
}

void city_places(City *city)
{
    CityMade *made = city->made;
    for (int in = 0; in < CITIES; in++) {
        for (int n = 0; n < CITY_BANKS; n++)
            institution(city, in, "bank", "B", n);
        for (int n = 0; n < CITY_HOSPITALS; n++)
            institution(city, in, "hospital", "H", n);
        for (int n = 0; n < CITY_PHARMACIES; n++)
            institution(city, in, "pharmacy", "P", n);
        for (int n = 0; n < CITY_AGENCIES; n++)
            institution(city, in, "agency", "A", n);
        city->units[in] = unit_count(city);
        city->unit_codes[in] = arena_new(city->life, Str, (size_t)city->units[in]);
        for (int n = 0; n < city->units[in]; n++) {
            city->unit_codes[in][n] = unit_code(city, in, n);
            unit(city, in, n);
        }
    }
    made->unit = city->unit_codes[0][0];
    made->bank = str_copy(city->life, city_place(city, 0, "B", 0));
    made->hospital = str_copy(city->life, city_place(city, 0, "H", 0));
    made->pharmacy = str_copy(city->life, city_place(city, 0, "P", 0));
    made->agency = str_copy(city->life, city_place(city, 0, "A", 0));
}
