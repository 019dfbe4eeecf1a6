/* photo.c - see photo.h. */
#include "core/photo.h"
#include "registry/photo.h"

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

static PhotoProfile_t profile_of(const PhotoProfile *policy)
{
    return (PhotoProfile_t){ 0 };
}

Err photo_look(Bureau *bureau, Loaded *loaded, const Command *command, Why *why)
{
    (void)why;
    if (!arg_is(command, F_PHOTO))
        return OK;
    return OK;
}
