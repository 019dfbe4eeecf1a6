/* page_kiosk.c - a kiosk: the first page, which ends whatever session the last person left behind and makes this browser show every
 * page as a kiosk does (large type, no way out of the service, back here after 60 seconds without a touch); and one's own state
 * with the certificates to print. Who stands there is told by the online password, or for the progress of an application by its
 * number: a kiosk takes nobody's number of identity for a proof of who they are. */
#include "web/papers.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/sign.h"

static Str none;

static void write_start(PageVisit *visit)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page_begin(&page, word(ui->lang, W_KIOSK_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body-l\">{}</p>\n", word(ui->lang, W_KIOSK_TITLE),
           word(ui->lang, W_KIOSK_TEXT));
    const UiCard cards[] = {
        { .icon = "card",
          .href = S("/sign-in?back=/kiosk/me"),
          .title = word(ui->lang, W_KIOSK_ME),
          .text = word(ui->lang, W_KIOSK_ME_TEXT) },
        { .icon = "open",
          .href = S("/appoint"),
          .title = word(ui->lang, W_APPOINT_TITLE),
          .text = word(ui->lang, W_KIOSK_APPOINT_TEXT) },
        { .icon = "find", .href = S("/track"), .title = word(ui->lang, W_KIOSK_TRACK), .text = word(ui->lang, W_KIOSK_TRACK_TEXT) },
        { .icon = "book", .href = S("/v"), .title = word(ui->lang, W_KIOSK_VERIFY), .text = word(ui->lang, W_KIOSK_VERIFY_TEXT) },
    };
    ui_cards(ui, cards, sizeof cards / sizeof *cards);
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n",
           word_format(visit->arena, ui->lang, W_KIOSK_HELP_N, STR_ARG(visit->site.hotline)));
    visit_show(visit, &page, page_end(&page));
}

/* A person's session ends here; that of staff, who look what the kiosk shows, goes on. */
void show_kiosk(PageVisit *visit, Str name)
{
    (void)name;
    if (!visit->kiosk) {
        visit->kiosk = visit->large = true;
        visit_remember(visit);
    }
    if (visit->browser.n) /* what somebody had begun to fill in is not the next person's */
        visit_cookie(visit, COOKIE_BROWSER, none, 0);
    if (visit_role(visit, R_SELF | R(ONLINE)))
        sign_leave(visit, S("/kiosk"));
    else
        write_start(visit);
}

void show_kiosk_me(PageVisit *visit, Str name)
{
    (void)name;
    const JsonNode *status = NULL;
    Why why = { .arena = visit->arena };
    Json who = visit_args(visit);
    visit_self(visit, &who);
    if (visit_ask(visit, "person.status", &who, &status, &why) != OK) {
        visit_refused(visit, &why, S("/kiosk"));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page_begin(&page, word(ui->lang, W_KIOSK_ME));
    record_identity(ui, visit, status, NULL);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_KIOSK_ME));
    record_effects(ui, status);
    ui_button(ui, &(UiButton){
                      .text = word(ui->lang, W_WHY_LINK),
                      .href = ui_path(ui, str_format(visit->arena, "/person/%lld/why", (long long)node_int(status, "person"))) });
    put_certificates(ui, visit, node_int(status, "person"), none);
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_KIOSK_DONE_TITLE));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_KIOSK_DONE), .href = ui_path(ui, S("/kiosk")) });
    visit_show(visit, &page, page_end(&page));
}
