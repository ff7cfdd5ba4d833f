/* SPDX-License-Identifier: MIT */
/* Events in the terms of PLOVER: a row for each status and each kind of contact. */
#include "suite.h"

#include "out/plover.h"

#include <stdbool.h>
#include <string.h>

typedef struct row {
    const char *label;
    whomet_event event;
    const char *type, *mode, *auxiliary;
} row;

static const row rows[] = {
    {"a meeting", {.type = "meet", .status = "asserted", .mode = "in_person", .participant_count = 2}, "CONSULT", NULL,
     NULL},
    {"of three", {.type = "meet", .status = "asserted", .participant_count = 3}, "CONSULT", "multilateral", NULL},
    {"a call", {.type = "meet", .status = "asserted", .mode = "phone"}, "CONSULT", "phone", NULL},
    {"a video link", {.type = "meet", .status = "asserted", .mode = "video"}, "CONSULT", "phone", NULL},
    {"a visit", {.type = "visit", .status = "asserted"}, "CONSULT", "visit", NULL},
    {"denied", {.type = "visit", .status = "negated"}, "CONSULT", "visit", "negation"},
    {"perhaps", {.type = "meet", .status = "possible", .participant_count = 2}, "CONSULT", NULL, "hypothetical"},
    {"planned", {.type = "visit", .status = "planned"}, "AGREE", NULL, "future"},
    {"asked for", {.type = "meet", .status = "proposed"}, "REQUEST", "meet", NULL},
    {"refused", {.type = "meet", .status = "refused"}, "REJECT", "meet", NULL},
    {"called off", {.type = "meet", .status = "cancelled"}, "SANCTION", "withdraw", NULL},
    {"a type of one's own", {.type = "sign", .status = "asserted"}, NULL, NULL, NULL},
    {"a status of one's own", {.type = "meet", .status = "dreamt"}, NULL, NULL, NULL},
};

static bool is_same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

START_TEST(event_has_its_code)
{
    const row *r = &rows[_i];
    wm_plover plover = wm_plover_of(&r->event);
    ck_assert_msg(is_same(plover.type, r->type) && is_same(plover.mode, r->mode) &&
                      is_same(plover.auxiliary, r->auxiliary),
                  "%s: %s %s %s", r->label, plover.type != NULL ? plover.type : "-",
                  plover.mode != NULL ? plover.mode : "-", plover.auxiliary != NULL ? plover.auxiliary : "-");
}
END_TEST

Suite *plover_suite(void)
{
    Suite *suite = suite_create("plover");
    TCase *all = tcase_create("plover");
    tcase_add_loop_test(all, event_has_its_code, 0, ROWS(rows));
    suite_add_tcase(suite, all);
    return suite;
}
