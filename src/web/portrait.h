/* portrait.h - the photo of a card on any form that takes one, in the field "photo": judged by the region's profile, cut where it
 * does not fit, the parts shown to choose from. A part that was chosen comes back as "crop", its hash: whoever sends it has seen
 * it. Works without script. */
#pragma once
#include "core/photo.h"
#include "web/form.h"

typedef enum {
    PORTRAIT_NONE,  /* nothing came */
    PORTRAIT_READY, /* .jpeg is as the card needs it, or a part that was shown and chosen */
    PORTRAIT_CUT,   /* it does not fit: show .found and let a part be chosen */
    PORTRAIT_WRONG, /* nothing can be made of it; said at the field "photo" */
} PortraitState;

typedef struct {
    Str jpeg;
    PhotoProposal found;
    Str hash[PHOTO_PARTS]; /* the cuts as they were kept; empty where there is none */
} Portrait;

/* What came with the form that was sent. region: whose profile counts, 0: the national one. What is cut is kept, so that it can be
 * shown; nothing of the photo that it was cut from is. */
PortraitState portrait_take(PageVisit *visit, int region, Portrait *out, FormErrors *errors);

/* What is wrong with a photo that was cut: heading and findings. */
void portrait_findings(Ui *ui, const Portrait *portrait);
/* Within a form: the parts, each with what is wrong with it, one of them chosen, and the button that takes it. `name` and `value`
 * are the button's, or NULL and empty. */
void portrait_choose(Ui *ui, const Portrait *portrait, const char *name, Str value);
