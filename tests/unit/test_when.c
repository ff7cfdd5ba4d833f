/* SPDX-License-Identifier: MIT */
/* Time phrases and what they mean to a text of Friday, 6 February 2026. */
#include "suite.h"

#include "read/when.h"

enum { UP_TO, AHEAD };

static const struct {
    const char *phrase, *date;
    int ahead;
    const char *value; /* NULL: cannot be told */
} phrases[] = {
    {"6 February 2026", NULL, UP_TO, "2026-02-06"},
    {"February 6, 2026", NULL, UP_TO, "2026-02-06"},
    {"Feb. 6, 2026", NULL, UP_TO, "2026-02-06"},
    {"FEBRUARY 6th, 2026", NULL, UP_TO, "2026-02-06"},
    {"Friday, February 6, 2026", NULL, UP_TO, "2026-02-06"},
    {"2026-02-06", NULL, UP_TO, "2026-02-06"},
    {"2026-02-30", "2026-02-06", UP_TO, NULL},
    {"February 29, 2024", NULL, UP_TO, "2024-02-29"},
    {"February 29, 2026", NULL, UP_TO, NULL},
    {"April 31, 2026", NULL, UP_TO, NULL},
    {"February 2026", NULL, UP_TO, "2026-02"},
    {"Sept 2025", NULL, UP_TO, "2025-09"},
    {"in 2025", NULL, UP_TO, "2025"},
    {"early May", "2026-02-06", AHEAD, "2026-05"},
    {"early May", "2026-02-06", UP_TO, "2025-05"},
    {"in February", "2026-02-06", UP_TO, "2026-02"},
    {"in February", NULL, UP_TO, NULL},
    {"on February 3", "2026-02-06", UP_TO, "2026-02-03"},
    {"on February 3", "2026-02-06", AHEAD, "2026-02-03"},
    {"on November 3", "2026-02-06", AHEAD, "2026-11-03"},
    {"on January 3", "2026-11-20", AHEAD, "2027-01-03"},
    {"December 30", "2026-01-05", UP_TO, "2025-12-30"},
    {"today", "2026-02-06", UP_TO, "2026-02-06"},
    {"Yesterday", "2026-03-01", UP_TO, "2026-02-28"},
    {"yesterday", "2024-03-01", UP_TO, "2024-02-29"},
    {"tomorrow", "2025-12-31", UP_TO, "2026-01-01"},
    {"today", NULL, UP_TO, NULL},
    {"Friday", "2026-02-06", UP_TO, "2026-02-06"},
    {"on Tuesday", "2026-02-06", UP_TO, "2026-02-03"},
    {"on Tuesday", "2026-02-06", AHEAD, "2026-02-10"},
    {"last Friday", "2026-02-06", AHEAD, "2026-01-30"},
    {"next Friday", "2026-02-06", UP_TO, "2026-02-13"},
    {"this Friday", "2026-02-06", AHEAD, "2026-02-06"},
    {"Sat", "2026-02-06", UP_TO, "2026-01-31"},
    {"Tuesday", NULL, UP_TO, NULL},
    {"Tuesday", "no date", UP_TO, NULL},
    {"this week", "2026-02-06", UP_TO, "2026-W06"},
    {"next week", "2026-02-06", UP_TO, "2026-W07"},
    {"last week", "2026-01-05", UP_TO, "2026-W01"},
    {"last week", "2025-01-02", UP_TO, "2024-W52"},
    {"this week", "2020-12-31", UP_TO, "2020-W53"},
    {"next month", "2026-12-06", UP_TO, "2027-01"},
    {"last month", "2026-01-31", UP_TO, "2025-12"},
    {"last year", "2026-02-06", UP_TO, "2025"},
    {"week", "2026-02-06", UP_TO, NULL},
    {"the 6th", "2026-02-06", UP_TO, NULL},
    {"some day soon", "2026-02-06", UP_TO, NULL},
    {"", "2026-02-06", UP_TO, NULL},
    {" , . ", "2026-02-06", UP_TO, NULL},
    {"99999999999999999999", "2026-02-06", UP_TO, NULL},
};

START_TEST(phrases_have_values)
{
    wm_arena arena;
    wm_arena_init(&arena);
    const char *value =
        wm_when_value(wm_slice_of(phrases[_i].phrase), phrases[_i].date, phrases[_i].ahead == AHEAD, &arena);
    if (phrases[_i].value == NULL)
        ck_assert_msg(value == NULL, "'%s': got %s", phrases[_i].phrase, value);
    else
        ck_assert_msg(value != NULL && strcmp(value, phrases[_i].value) == 0, "'%s' in a text of %s: got %s",
                      phrases[_i].phrase, phrases[_i].date, value);
    wm_arena_done(&arena);
}
END_TEST

static const struct {
    const char *text;
    bool is_date;
} dates[] = {
    {"2026-02-06", true},  {"2024-02-29", true},   {"2023-02-29", false}, {"2000-02-29", true},  {"1900-02-29", false},
    {"2026-13-01", false}, {"2026-00-10", false},  {"2026-01-00", false}, {"2026-2-6", false},   {"2026/02/06", false},
    {"", false},           {"2026-02-06 ", false}, {"20260206", false},   {"-026-02-06", false}, {"2026-02-0x", false},
};

START_TEST(dates_are_days_of_the_calendar)
{
    ck_assert_msg(wm_when_is_date(dates[_i].text) == dates[_i].is_date, "'%s'", dates[_i].text);
}
END_TEST

Suite *when_suite(void)
{
    Suite *suite = suite_create("when");
    TCase *all = tcase_create("when");
    tcase_add_loop_test(all, phrases_have_values, 0, ROWS(phrases));
    tcase_add_loop_test(all, dates_are_days_of_the_calendar, 0, ROWS(dates));
    suite_add_tcase(suite, all);
    return suite;
}
