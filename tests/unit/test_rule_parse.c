/* SPDX-License-Identifier: MIT */
/* Rule files as they are read: blocks, actions, examples, lexicons, and where faults stand. The words of each fault are
 * in tests/refused; here it is their places, and that none hides another.
 */
#include "fail_malloc.h"
#include "rule_fixture.h"

#define TAIL "do event e\nyes x\nno y\n"

/* ---- what is understood ---------------------------------------------------------------------------------------- */

static const struct {
    const char *label, *text, *tape, *found;
} files[] = {
    {"value over several lines", "[r.a]\nfind a\n  b\n\tc\n" TAIL, "a b c", "a 0-3"},
    {"comment between the lines of a value", "[r.a]\nfind a\n# b\n  c\n" TAIL, "a c", "a 0-2"},
    {"comment and empty lines", "# c\n\n[r.a]\n# c\n\nfind a\n" TAIL "\n\n# c", "a", "a 0-1"},
    {"CR LF", "[r.a]\r\nfind a\r\n  b\r\ndo event e\r\nyes x\r\nno y\r\n", "a b", "a 0-2"},
    {"no line end at the end", "[r.a]\nfind a\ndo event e\nyes x\nno y", "a", "a 0-1"},
    {"byte order mark", "\xEF\xBB\xBF[r.a]\nfind a\n" TAIL, "a", "a 0-1"},
    {"tab behind the key", "[r.a]\nfind\ta\n" TAIL, "a", "a 0-1"},
    {"value on the next line", "[r.a]\nfind\n  a\n" TAIL, "a", "a 0-1"},
    {"macro over several lines", "@m = a\n  | b\n[r.a]\nfind @m c\n" TAIL, "b c", "a 0-2"},
    {"macro behind its use", "[r.a]\nfind @m c\n" TAIL "@m = a | b\n", "b c", "a 0-2"},
    {"macro in a macro", "@m = @n | b\n@n = a\n[r.a]\nfind @m c\n" TAIL, "a c", "a 0-2"},
    {"macro with a slot that nobody uses", "@m = x=(a b)\n[r.a]\nfind @m c\n" TAIL, "a b c", "a 0-3 x=0-2"},
    {"macro with a slot under negative look", "@m = x=(a b)\n[r.a]\nfind c (?! @m)\n" TAIL, "c d", "a 0-1"},
    {"kind that a rule tags is a label", "[r.a]\nfind <thing>\n" TAIL "[r.b]\nfind s=x\ndo tag thing $s\nyes x\nno y\n",
     "q/thing", "a 0-1"},
};

START_TEST(file)
{
    const char *sources[] = {"10-test.rules", files[_i].text, NULL, NULL};
    fixture *f = fixture_new();
    fixture_load(f, sources);
    ck_assert_msg(f->status == WM_OK, "%s: %s", files[_i].label, f->err.message);
    fixture_tape(f, files[_i].tape);
    const char *found = fixture_match(f, 10);
    ck_assert_msg(strcmp(found, files[_i].found) == 0, "%s: '%s'", files[_i].label, found);
    fixture_free(f);
}
END_TEST

/* An action as text: verb, what, slots, arguments, weight in tenths. */
static void print_action(const wm_action *action, char *to)
{
    to += sprintf(to, "%d", (int)action->verb);
    if (action->what != NULL)
        to += sprintf(to, " %s", action->what);
    for (int i = 0; i < action->slot_count; i++)
        to += sprintf(to, " $%d", action->slots[i]);
    for (int i = 0; i < action->arg_count; i++) {
        to += sprintf(to, " %s=%s", action->args[i].key, action->args[i].text != NULL ? action->args[i].text : "");
        for (int s = 0; s < action->args[i].slot_count; s++)
            to += sprintf(to, "$%d", action->args[i].slots[s]);
    }
    sprintf(to, " %d", (int)(action->weight * 10));
}

static const struct {
    const char *label, *text;
    int count;
    const char *last;
} actions[] = {
    {"tag", "tag person $a role=$b x=$b +3", 1, "0 person $0 role=$1 x=$1 30"},
    {"label is numbered", "tag place.city $a x=$b", 1, "0 place.city $0 x=$1 0"},
    {"veto", "tag k $a · veto person $b -2.5", 2, "1 person $1 -25"},
    {"retype", "set $a x=$b; retype place $b", 2, "2 place $1 0"},
    {"join", "join $a $b", 1, "3 $0 $1 0"},
    {"alias", "alias $b $a +0.5", 1, "4 $1 $0 5"},
    {"set", "set $a in=$b sure", 1, "5 $0 in=$1 sure= 0"},
    {"event", "event meet who=$a,$b mode=phone", 1, "6 meet who=$0$1 mode=phone 0"},
    {"status", "event x a=$a b=$b\ndo status planned why=said", 2, "7 planned why=said 0"},
    {"relation", "relation leads subject=$a object=$b role=\"chief of staff\" +1", 1,
     "8 leads subject=$0 object=$1 role=chief of staff 10"},
    {"stop", "event x a=$a b=$b · stop", 2, "9 0"},
    {"';' in quotes", "event x a=$a b=$b c=\"d; e\"", 1, "6 x a=$0 b=$1 c=d; e 0"},
    {"over two lines", "event x a=$a\n   b=$b", 1, "6 x a=$0 b=$1 0"},
};

START_TEST(action)
{
    char text[512], line[512] = "";
    snprintf(text, sizeof text, "[r.a]\nfind a=x b=y\ndo %s\nyes x\nno y\n", actions[_i].text);
    const char *sources[] = {"10-test.rules", text, NULL, NULL};
    fixture *f = fixture_new();
    fixture_load(f, sources);
    ck_assert_msg(f->status == WM_OK, "%s: %s", actions[_i].label, f->err.message);
    const wm_rule_info *info = wm_rules_info(f->rules, 0);
    ck_assert_msg(info->action_count == actions[_i].count, "%s: %d", actions[_i].label, info->action_count);
    const wm_action *last = &info->actions[info->action_count - 1];
    print_action(last, line);
    ck_assert_msg(strcmp(line, actions[_i].last) == 0, "%s: '%s'", actions[_i].label, line);
    bool labelled = last->verb <= WM_DO_RETYPE;
    ck_assert_msg((last->label != WM_NO_ID) == labelled, "%s: label %u", actions[_i].label, last->label);
    if (labelled)
        ck_assert_str_eq(wm_rules_label_name(f->rules, last->label), last->what);
    fixture_free(f);
}
END_TEST

static const struct {
    const char *label, *text, *plain;
    int marks;
    uint32_t slot, begin, end; /* of the last mark */
} examples[] = {
    {"no marks", "Anna met Ben.", "Anna met Ben.", 0, 0, 0, 0},
    {"two marks", "<a>Anna</a> met <b>Ben</b>.", "Anna met Ben.", 2, 1, 9, 12},
    {"marks in each other", "<a>the <b>Omani</b> envoy</a> left", "the Omani envoy left", 2, 1, 4, 9},
    {"bytes, not letters", "Zoë <a>Ødegård</a>", "Zoë Ødegård", 1, 0, 5, 14},
    {"'<' of the text", "5 << 6 <a>x</a>", "5 < 6 x", 1, 0, 6, 7},
    {"over two lines", "Anna\n     met <a>Ben</a>", "Anna met Ben", 1, 0, 9, 12},
    {"two of one slot", "<a>x</a> <a>y</a>", "x y", 2, 0, 2, 3},
};

START_TEST(example)
{
    char text[512];
    snprintf(text, sizeof text, "[r.a]\nwhy  it\n     is so\nfind a=x b=y\ndo join $a $b\nno y\nyes %s\n",
             examples[_i].text);
    const char *sources[] = {"10-test.rules", text, NULL, NULL};
    fixture *f = fixture_new();
    fixture_load(f, sources);
    ck_assert_msg(f->status == WM_OK, "%s: %s", examples[_i].label, f->err.message);
    const wm_rule_info *info = wm_rules_info(f->rules, 0);
    const wm_example *yes = &info->examples[1];
    ck_assert_uint_eq(info->example_count, 2);
    ck_assert_str_eq(info->why, "it is so");
    ck_assert_uint_eq(info->line, 1);
    ck_assert(!info->examples[0].positive && yes->positive);
    ck_assert_uint_eq(yes->line, 7);
    ck_assert_msg(strcmp(yes->text, examples[_i].plain) == 0, "%s: '%s'", examples[_i].label, yes->text);
    ck_assert_msg(yes->mark_count == examples[_i].marks, "%s: %d marks", examples[_i].label, yes->mark_count);
    if (yes->mark_count != 0) {
        int last = yes->mark_count - 1;
        ck_assert_msg(yes->marks[last].slot == examples[_i].slot && yes->marks[last].begin == examples[_i].begin &&
                          yes->marks[last].end == examples[_i].end,
                      "%s: slot %d at %u-%u", examples[_i].label, yes->marks[last].slot, yes->marks[last].begin,
                      yes->marks[last].end);
    }
    fixture_free(f);
}
END_TEST

/* ---- faults ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *label, *text;
    const char *places; /* line:column+width of each */
} faults[] = {
    {"nothing wrong", "[r.a]\nfind a\n" TAIL, ""},
    {"every line is told", "[r.a]\nfind (a\ndo tag\nyes <q>x</q>\nno </q>y\n", "2:6+1 3:4+3 5:4+4"},
    {"every rule is told", "[r.a]\nfind a _*\n" TAIL "[r.b]\nfind b+{2}\n" TAIL, "2:8+2 7:7+4"},
    {"column counts code points", "[r.a]\nfind é \"ü\" <nix>\n" TAIL, "2:13+3"},
    {"fault on a further line", "[r.a]\nfind a\n     <nix>\n" TAIL, "3:7+3"},
    {"fault in a regex", "[r.a]\nfind a /é[/\n" TAIL, "2:11+1"},
    {"fault in a macro is told once", "@m = <nix>\n[r.a]\nfind @m a\n" TAIL "[r.b]\nfind @m b\n" TAIL, "1:7+3"},
    {"broken macro makes no slot unknown", "@m = (a=x\n[r.a]\nfind @m b\ndo set $a x=y\nyes <a>x</a>\nno y\n", "1:6+1"},
    {"broken pattern makes no slot unknown", "[r.a]\nfind a=(x\ndo set $a x=y\nyes <a>x</a>\nno y\n", "2:8+1"},
    {"broken action makes no slot unused", "[r.a]\nfind a=x\ndo sat $a x=y\nyes <a>x</a>\nno y\n", "3:4+3"},
    {"id twice over rules", "[r.a]\nfind a\n" TAIL "[r.a]\nfind a\n" TAIL, "6:2+3"},
    {"ids", "[R]\nfind a\n" TAIL "[a.]\nfind a\n" TAIL "[]\nfind a\n" TAIL "[a..b]\nfind a\n" TAIL,
     "1:2+1 6:2+2 11:2+1 16:2+4"},
    {"label tests", "[r.a]\nfind <title => <title x=> <title !> <title !x=y> <Cap x>\n" TAIL,
     "2:13+1 2:23+2 2:34+1 2:44+4 2:55+1"},
    {"nested unbounded gap", "[r.a]\nfind a (_{1,2})* b ((_|c))+\n" TAIL, "2:8+9 2:20+8"},
    {"gap inside something else is none", "[r.a]\nfind a (_ b)* (!c)*\n" TAIL, ""},
    {"repetition limits", "[r.a]\nfind a{101}\n" TAIL "[r.b]\nfind a{0}\n" TAIL "[r.c]\nfind a{,3}\n" TAIL,
     "2:7+5 7:7+3 12:7+4"},
    {"recursion over two macros", "@a = x @b\n@b = y @a\n[r.a]\nfind @a\n" TAIL, "2:8+2"},
    {"regex wakes a rule", "[r.a]\nfind _ /x/\n" TAIL, ""},
    {"alternative without a trigger", "[r.a]\nfind (a | _)\n" TAIL, "1:2+3"},
    {"tag of a bad kind", "[r.a]\nfind s=a\ndo tag Kind! $s\nyes x\nno y\n", "3:8+5"},
    {"veto of an unknown kind", "[r.a]\nfind s=a\ndo veto nix $s\nyes x\nno y\n", "3:9+3"},
    {"examples", "[r.a]\nfind s=a\ndo set $s k=v\nyes\nno </s>x\nno <s></s>\n", "4:1+3 5:4+4 6:7+4"},
    {"regex with other options", "[r.a]\nfind /a/x\n" TAIL, "2:9+1"},
    {"text rule's groups are used", "[r.a]\ntext /(?<d>x)/ near x\n" TAIL, "1:2+3"},
    {"text rule near a gap", "[r.a]\ntext /x/ near _\n" TAIL, "2:15+1"},
    {"text rule with more behind it", "[r.a]\ntext /x/ for x\n" TAIL, "2:10+5"},
    {"text that can be empty", "[r.a]\ntext /x*/ near x\n" TAIL, "2:6+4"},
    {"ill-formed lines", "[r.a]\nfind \xFF\ndo \xC3\n", "2:6+1 3:4+1"},
};

START_TEST(fault)
{
    char line[512] = "";
    const char *sources[] = {"10-test.rules", faults[_i].text, NULL, NULL};
    fixture *f = fixture_new();
    fixture_load(f, sources);
    for (uint32_t i = 0; i < f->faults.list.count; i++) {
        const wm_fault *told = &f->faults.list.items[i];
        sprintf(line + strlen(line), "%s%u:%u+%u", i == 0 ? "" : " ", told->line, told->column, told->width);
    }
    ck_assert_msg(strcmp(line, faults[_i].places) == 0, "%s: %s, %s", faults[_i].label, line, f->err.message);
    ck_assert_msg((f->status == WM_OK) == (line[0] == '\0'), "%s: status", faults[_i].label);
    fixture_free(f);
}
END_TEST

START_TEST(macros_have_their_files)
{
    const char *sources[] = {"10-a.rules",
                             "@m = a\n[r.a]\nfind @m @g\n" TAIL,
                             "20-b.rules",
                             "[r.b]\nfind @m @g\n" TAIL,
                             "00-macros.rules",
                             "@g = g\n",
                             NULL,
                             NULL};
    fixture *f = fixture_new();
    fixture_load(f, sources);
    ck_assert_uint_eq(f->faults.list.count, 1);
    ck_assert_str_eq(f->faults.list.items[0].path, "20-b.rules");
    ck_assert_str_eq(f->faults.list.items[0].message, "unknown macro '@m'");
    fixture_free(f);
}
END_TEST

START_TEST(missing_file_is_told)
{
    wm_rule_source source = {"/nowhere/10-a.rules", "10-a.rules", {NULL, 0}};
    wm_rules_input input = {.files = &source, .file_count = 1};
    fixture *f = fixture_new();
    ck_assert_int_eq(wm_rules_load(&input, &f->rules, &f->faults, &f->err), WM_IO);
    ck_assert(strstr(f->err.message, "/nowhere/10-a.rules") != NULL);
    fixture_free(f);
}
END_TEST

/* ---- memory ---------------------------------------------------------------------------------------------------- */

#define SOUND                                                                                                          \
    "@m = a | b\n[r.a]\nfind x=@m (?= <person>) /[a-z]/? %meet*\ndo set $x k=v\nyes x\nno y\n"                         \
    "[r.b]\ntext /(?<d>x)/ near x\ndo tag k $d\nyes x\nno y\n"

static const char *const memory_texts[] = {SOUND, SOUND "[r.c]\nfind <nix> @nix (\ndo nix\n"};
static const wm_status memory_ends[] = {WM_OK, WM_BAD_DATA};

/* Nothing here may assert: see fail_malloc.h. */
static wm_status load_and_match(fixture *f, const char *text, jmp_buf *on_oom)
{
    static const char *const labels[] = {"person"};
    wm_rule_source source = {NULL, "10-test.rules", wm_slice_of(text)};
    wm_rule_source lexicon = {NULL, "verbs.txt", {"meet met\n", 9}};
    wm_rules_input input = {.files = &source,
                            .file_count = 1,
                            .lexicons = &lexicon,
                            .lexicon_count = 1,
                            .labels = labels,
                            .label_count = 1};
    wm_status status = wm_rules_load(&input, &f->rules, &f->faults, &f->err);
    if (status == WM_OK)
        status = wm_matcher_new(f->rules, &f->matcher, &f->err);
    if (status != WM_OK)
        return status;
    wm_matcher_on_oom(f->matcher, on_oom);
    fixture_tape(f, "a Lena/person met b x (c d)/person x");
    fixture_match(f, 10);
    return WM_OK;
}

/* Fails each allocation in turn, until everything comes to its end. */
START_TEST(memory_may_run_out)
{
    static long n;
    static wm_status status;
    for (n = 0, status = WM_NO_MEMORY; status == WM_NO_MEMORY && n < 10000; n++) {
        fixture *f = fixture_new();
        jmp_buf on_oom;
        f->arena.on_oom = &on_oom;
        fail_malloc_start(n);
        if (setjmp(on_oom) == 0)
            status = load_and_match(f, memory_texts[_i], &on_oom);
        fail_malloc_stop();
        fixture_free(f);
    }
    ck_assert_msg(status == memory_ends[_i] && n > 5, "allocation %ld: status %d", n, (int)status);
}
END_TEST

Suite *rule_parse_suite(void)
{
    Suite *suite = suite_create("rule_parse");
    TCase *tests = tcase_create("parse");
    tcase_add_loop_test(tests, file, 0, ROWS(files));
    tcase_add_loop_test(tests, action, 0, ROWS(actions));
    tcase_add_loop_test(tests, example, 0, ROWS(examples));
    tcase_add_loop_test(tests, fault, 0, ROWS(faults));
    tcase_add_test(tests, macros_have_their_files);
    tcase_add_test(tests, missing_file_is_told);
    tcase_add_loop_test(tests, memory_may_run_out, 0, ROWS(memory_texts));
    suite_add_tcase(suite, tests);
    return suite;
}
