/* SPDX-License-Identifier: MIT */
/* Memory runs out once, at every place where it can: opening the shipped knowledge, and reading a text. Each call says
 * so, leaks nothing, and works when it is tried again.
 */
#include "fail_malloc.h"
#include "suite.h"

#include "whomet.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char text[] =
    "Talks Open in Muscat\n\nMUSCAT (AP) \xE2\x80\x94 Iranian Foreign Minister Abbas Araghchi met "
    "with Omani Foreign Minister Badr Albusaidi in Muscat on Friday. He will visit Paris next week.\n";

/* Every allocation; where there are as many as objects, ever fewer of them. */
static long next_step(long n)
{
    return ONE_BLOCK_EACH ? 1 + n / 8 : 1;
}

static whomet_status open_failing_at(long n, whomet_knowledge **ret_knowledge, whomet_error *error)
{
    whomet_options options = {.lint = 1};
    fail_malloc_start(n);
    whomet_status status = whomet_knowledge_open(&options, ret_knowledge, error);
    fail_malloc_stop();
    return status;
}

START_TEST(opening_survives_every_failure)
{
    whomet_knowledge *knowledge = NULL;
    whomet_error error = {WHOMET_OK, "", 0, 0, ""};
    long n = 0;
    while (open_failing_at(n, &knowledge, &error) != WHOMET_OK) {
        ck_assert_msg(error.status == WHOMET_NO_MEMORY, "allocation %ld: status %d, %s", n, error.status,
                      error.message);
        ck_assert_msg(knowledge == NULL, "allocation %ld: a knowledge was given", n);
        ck_assert_msg(fail_malloc_live() == 0, "allocation %ld: %ld blocks leak", n, fail_malloc_live());
        n += next_step(n);
    }
    ck_assert_int_gt(n, 3);
    whomet_knowledge_close(knowledge);
}
END_TEST

START_TEST(reading_survives_every_failure)
{
    whomet_knowledge *knowledge = NULL;
    whomet_error error = {WHOMET_OK, "", 0, 0, ""};
    ck_assert_msg(whomet_knowledge_open(NULL, &knowledge, &error) == WHOMET_OK, "%s", error.message);
    whomet_input input = {.text = text, .size = strlen(text)};
    bool read = false;
    for (long n = 0; !read; n += next_step(n)) {
        fail_malloc_start(n);
        whomet_document *document = whomet_document_new();
        whomet_status status = document == NULL ? WHOMET_NO_MEMORY : whomet_read(knowledge, document, &input, &error);
        fail_malloc_stop();
        read = status == WHOMET_OK;
        ck_assert_msg(read || status == WHOMET_NO_MEMORY, "allocation %ld: status %d", n, status);
        if (!read && document != NULL) {
            ck_assert_uint_eq(whomet_document_result(document)->mentions.count, 0);
            ck_assert_int_eq(whomet_read(knowledge, document, &input, &error), WHOMET_OK);
            ck_assert_uint_gt(whomet_document_result(document)->mentions.count, 0);
        }
        whomet_document_free(document);
        ck_assert_msg(n > 1 || !read, "nothing was allocated");
    }
    whomet_knowledge_close(knowledge);
}
END_TEST

/* A rule whose example fails, so that there is something to report. */
static const char wrong_rule[] = "[wrong.tea]\n"
                                 "why   to be reported\n"
                                 "find  trigger=(took tea)\n"
                                 "do    event meet participants=$trigger,$trigger +2\n"
                                 "yes   Nobody <trigger>drank</trigger> anything.\n"
                                 "no    Nobody drank.\n";

static void count(void *user, const whomet_fault *fault)
{
    (void)fault;
    ++*(int *)user;
}

START_TEST(checking_survives_every_failure)
{
    static const char *const path = "60-wrong-test.rules";
    FILE *out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_ge(fputs(wrong_rule, out), 0);
    ck_assert_int_eq(fclose(out), 0);
    whomet_knowledge *knowledge = NULL;
    whomet_error error = {WHOMET_OK, "", 0, 0, ""};
    whomet_options options = {.rules = &path, .rule_count = 1, .only = 1};
    ck_assert_msg(whomet_knowledge_open(&options, &knowledge, &error) == WHOMET_OK, "%s", error.message);
    whomet_status status = WHOMET_NO_MEMORY;
    int told = 0;
    for (long n = 0; status != WHOMET_OK; n++) {
        told = 0;
        fail_malloc_start(n);
        status = whomet_check(knowledge, NULL, NULL, count, &told, &error);
        fail_malloc_stop();
        ck_assert_msg(status == WHOMET_OK || status == WHOMET_NO_MEMORY, "allocation %ld: status %d", n, status);
        ck_assert_msg(fail_malloc_live() == 0, "allocation %ld: %ld blocks leak", n, fail_malloc_live());
        ck_assert_msg(n > 1 || status != WHOMET_OK, "nothing was allocated");
    }
    ck_assert_int_gt(told, 0);
    whomet_knowledge_close(knowledge);
    ck_assert_int_eq(remove(path), 0);
}
END_TEST

Suite *memory_suite(void)
{
    Suite *suite = suite_create("memory");
    TCase *all = tcase_create("out of memory");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, opening_survives_every_failure);
    tcase_add_test(all, reading_survives_every_failure);
    tcase_add_test(all, checking_survives_every_failure);
    suite_add_tcase(suite, all);
    return suite;
}
