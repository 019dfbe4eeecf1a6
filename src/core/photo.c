/* photo.c - see photo.h. */
#include "core/photo.h"

/* The region whose profile counts: of the card, else of the command. */
static const RegionPolicy *profile_region(const Loaded *loaded, const Command *command)
{
    const View *view = &loaded->view;
    int region = (int)arg_int(command, F_REGION);
    for (int i = 0; !region && view->person && i < view->person->card_count; i++)
        if (view->person->cards[i].n == view->card)
            region = view->person->cards[i].region;
    const RegionPolicy *rules = policy_region(view->policy, region);
    return rules ? rules : policy_national(view->policy);
}

static PhotoRule photo_rule(const PhotoProfile *profile)
{
    return (PhotoRule){ .width = profile->width_px,
                        .height = profile->height_px,
                        .dpi = profile->dpi,
                        .components = profile->components,
                        .min_bytes = (int)profile->min_bytes,
                        .max_bytes = (int)profile->max_bytes,
                        .white_level = profile->white_least,
                        .white_share_permille = profile->white_percent * 10 };
}

/* The findings in words, for the answer's data: decide only counts them. */
static Str findings_text(Arena *arena, const PhotoFindings *findings)
{
    Json json = json_make(arena);
    json_open(&json, '[');
    for (size_t i = 0; i < findings->count; i++) {
        const PhotoFinding *finding = &findings->items[i];
        json_open(&json, '{');
        json_put(&json, "code", str(finding->code));
        json_put_int(&json, "measured", finding->measured);
        json_put_int(&json, "limit", finding->limit);
        json_put(&json, "why", finding->zh);
        json_put(&json, "why_en", finding->en);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    return json_str(&json);
}

void photo_propose(Bureau *bureau, Arena *arena, int region, Day day, Str jpeg, PhotoProposal *out, Why *why)
{
    const RegionPolicy *rules = policy_region(bureau->policy, region);
    PhotoProfile profile = policy_photo(rules ? rules : policy_national(bureau->policy), day);
    PhotoRule rule = photo_rule(&profile);
    PhotoFindings findings;
    photo_check(arena, jpeg, &rule, &findings);
    *out = (PhotoProposal){ .findings = findings_text(arena, &findings), .width = rule.width, .height = rule.height };
    if (!findings.count || photo_crop(arena, jpeg, &rule, &out->cuts, why) != OK)
        return;
    for (PhotoPart part = 0; part < PHOTO_PARTS; part++)
        if (out->cuts.parts[part].n) {
            photo_check(arena, out->cuts.parts[part], &rule, &findings);
            out->cut_findings[part] = findings_text(arena, &findings);
        }
}

Err photo_look(Bureau *bureau, Loaded *loaded, const Command *command, Why *why)
{
    View *view = &loaded->view;
    Arena *arena = loaded->work.arena;
    Str jpeg = arg_str(command, F_PHOTO);
    if (!arg_is(command, F_PHOTO))
        return OK;
    PhotoProfile profile = policy_photo(profile_region(loaded, command), view_today(view));
    PhotoRule rule = photo_rule(&profile);
    PhotoFindings findings;
    Hash hash;
    photo_check(arena, jpeg, &rule, &findings);
    view->photo_findings = (int)findings.count;
    view->photo_findings_json = findings_text(arena, &findings);
    if (db_blob_put(bureau->db, jpeg, &hash) != OK)
        return refuse(why, ERR_BUSY, "photo", NULL, NULL);
    view->photo_hash = str_copy(arena, hash_str(&hash));
    return OK;
}
