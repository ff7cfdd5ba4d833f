/* SPDX-License-Identifier: MIT */
/* Reading time phrases. A phrase is cut into words; each word is a day, month, year, weekday or direction, in any
 * order, and what was gathered decides the value. Days are counted from 1970-01-01 (H. Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms"). In: a phrase that a rule found. Out: an ISO value, or nothing rather than a guess.
 */
#include "read/when.h"

#include <stdlib.h>

typedef struct day_parts {
    int year, month, day; /* 0: not said */
} day_parts;

/* ---- calendar --------------------------------------------------------------------------------------------------- */

static long days_of(day_parts d)
{
    long y = d.month <= 2 ? d.year - 1 : d.year;
    long era = (y >= 0 ? y : y - 399) / 400;
    long year_of_era = y - era * 400;
    long day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static day_parts parts_of(long days)
{
    days += 719468;
    long era = (days >= 0 ? days : days - 146096) / 146097;
    long day_of_era = days - era * 146097;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long shifted = (5 * day_of_year + 2) / 153;
    int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    return (day_parts){(int)(year_of_era + era * 400) + (month <= 2), month,
                       (int)(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

/* 0 is Monday. */
static int weekday_of(long days)
{
    return (int)(((days + 3) % 7 + 7) % 7);
}

static bool is_day(day_parts d)
{
    if (d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31)
        return false;
    day_parts back = parts_of(days_of(d));
    return back.year == d.year && back.month == d.month && back.day == d.day;
}

static bool read_iso(wm_slice text, day_parts *ret_parts)
{
    static const char shape[] = "dddd-dd-dd";
    int numbers[3] = {0, 0, 0}, at = 0;
    if (text.len != sizeof shape - 1)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        bool digit = text.at[i] >= '0' && text.at[i] <= '9';
        if (digit != (shape[i] == 'd') || (!digit && text.at[i] != '-'))
            return false;
        if (digit)
            numbers[at] = numbers[at] * 10 + (text.at[i] - '0');
        else
            at++;
    }
    *ret_parts = (day_parts){numbers[0], numbers[1], numbers[2]};
    return is_day(*ret_parts);
}

bool wm_when_is_date(const char *text)
{
    day_parts parts;
    return read_iso(wm_slice_of(text), &parts);
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

typedef struct phrase {
    day_parts said;
    int weekday;    /* 1 Monday to 7, 0: not said */
    int shift;      /* in days: yesterday -1; counted in `has_shift` */
    bool has_shift;
    int turn;       /* last -1, this 0, next 1, in `unit` or of the weekday */
    bool has_turn;
    char unit;      /* w week, m month, y year */
    bool strange;   /* holds a word that means nothing here */
} phrase;

static bool is_word(wm_slice word, const char *lower)
{
    size_t len = strlen(lower);
    if (word.len != len)
        return false;
    for (size_t i = 0; i < len; i++)
        if ((word.at[i] | 32) != lower[i])
            return false;
    return true;
}

/* The number of the name that `word` is or, with three letters or more, abbreviates; 0 when none. */
static int name_number(wm_slice word, const char *const *names, int count)
{
    for (int n = 0; n < count; n++) {
        size_t len = strlen(names[n]), i = 0;
        while (i < word.len && i < len && (word.at[i] | 32) == names[n][i])
            i++;
        if (i == word.len && i >= 3 && (i == len || i <= 4))
            return n + 1;
    }
    return 0;
}

static bool read_names(wm_slice word, phrase *p)
{
    static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july", "august",
                                         "september", "october", "november", "december"};
    static const char *const weekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                                           "sunday"};
    int month = name_number(word, months, 12), weekday = name_number(word, weekdays, 7);
    if (month != 0)
        p->said.month = month;
    else
        p->weekday = weekday != 0 ? weekday : p->weekday;
    return month != 0 || weekday != 0;
}

static bool read_relative(wm_slice word, phrase *p)
{
    static const struct {
        const char *word;
        char what; /* s shift, t turn, u unit, i ignore */
        int value;
    } words[] = {
        {"today", 's', 0}, {"tonight", 's', 0}, {"yesterday", 's', -1}, {"tomorrow", 's', 1}, {"last", 't', -1},
        {"past", 't', -1}, {"previous", 't', -1}, {"this", 't', 0}, {"next", 't', 1}, {"coming", 't', 1},
        {"week", 'u', 'w'}, {"month", 'u', 'm'}, {"year", 'u', 'y'}, {"on", 'i', 0}, {"the", 'i', 0}, {"of", 'i', 0},
        {"in", 'i', 0}, {"early", 'i', 0}, {"late", 'i', 0}, {"morning", 'i', 0}, {"afternoon", 'i', 0},
        {"evening", 'i', 0}, {"night", 'i', 0}, {"day", 'i', 0},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!is_word(word, words[i].word))
            continue;
        p->has_shift |= words[i].what == 's';
        p->has_turn |= words[i].what == 't';
        if (words[i].what == 's')
            p->shift = words[i].value;
        else if (words[i].what == 't')
            p->turn = words[i].value;
        else if (words[i].what == 'u')
            p->unit = (char)words[i].value;
        return true;
    }
    return false;
}

/* 6, 6th, 2026. */
static bool read_number(wm_slice word, phrase *p)
{
    int value = 0;
    size_t i = 0;
    for (; i < word.len && word.at[i] >= '0' && word.at[i] <= '9' && i < 5; i++)
        value = value * 10 + (word.at[i] - '0');
    bool bare = i == word.len;
    if (i == 0 || (!bare && word.len - i != 2))
        return false;
    if (i == 4 && bare && value >= 1000 && value < 2200)
        p->said.year = value;
    else if (i <= 2 && value >= 1 && value <= 31)
        p->said.day = value;
    else
        return false;
    return true;
}

static phrase read_phrase(wm_slice text)
{
    phrase p = {0};
    while (text.at != NULL && text.len != 0) {
        size_t len = 0;
        while (len < text.len && strchr(" ,.\n\t\r", text.at[len]) == NULL)
            len++;
        wm_slice word = {text.at, len};
        if (len != 0 && !read_names(word, &p) && !read_relative(word, &p) && !read_number(word, &p))
            p.strange = true;
        size_t step = len < text.len ? len + 1 : len;
        text = (wm_slice){text.at + step, text.len - step};
    }
    return p;
}

/* ---- values ----------------------------------------------------------------------------------------------------- */

static const char *day_value(day_parts d, wm_arena *keep)
{
    return wm_arena_format(keep, "%04d-%02d-%02d", d.year, d.month, d.day);
}

static const char *month_value(int year, int month, wm_arena *keep)
{
    return wm_arena_format(keep, "%04d-%02d", year, month);
}

/* ISO week: the one that holds the Thursday of the same week. */
static const char *week_value(long days, wm_arena *keep)
{
    long thursday = days - weekday_of(days) + 3;
    day_parts parts = parts_of(thursday);
    long first = days_of((day_parts){parts.year, 1, 1});
    return wm_arena_format(keep, "%04d-W%02ld", parts.year, (thursday - first) / 7 + 1);
}

static const char *weekday_value(const phrase *p, long today, bool ahead, wm_arena *keep)
{
    int wanted = p->weekday - 1, now = weekday_of(today);
    int forward = (wanted - now + 7) % 7, back = (now - wanted + 7) % 7;
    if (p->has_turn && p->turn != 0) {
        forward = forward == 0 ? 7 : forward;
        back = back == 0 ? 7 : back;
        ahead = p->turn > 0;
    }
    return day_value(parts_of(ahead ? today + forward : today - back), keep);
}

static const char *unit_value(const phrase *p, day_parts now, wm_arena *keep)
{
    if (!p->has_turn)
        return NULL;
    if (p->unit == 'w')
        return week_value(days_of(now) + 7L * p->turn, keep);
    if (p->unit == 'y')
        return wm_arena_format(keep, "%04d", now.year + p->turn);
    int month = now.month - 1 + p->turn;
    return month_value(now.year + (month < 0 ? -1 : month > 11), (month + 12) % 12 + 1, keep);
}

/* The year of a day or month without one: that of the text, or its neighbour when the direction asks for it; but what
 * was to be a few weeks ago is not a year ahead. */
static int year_near(day_parts said, day_parts now, bool ahead)
{
    enum { RECENT_DAYS = 60 };
    day_parts then = {now.year, said.month, said.day != 0 ? said.day : now.day};
    long distance = days_of(then) - days_of(now);
    if (said.day == 0 && said.month == now.month)
        return now.year;
    if (ahead && distance < (said.day == 0 ? 0 : -RECENT_DAYS))
        return now.year + 1;
    return !ahead && distance > 31 ? now.year - 1 : now.year;
}

const char *wm_when_value(wm_slice text, const char *date, bool ahead, wm_arena *keep)
{
    day_parts now = {0}, iso;
    bool dated = date != NULL && read_iso(wm_slice_of(date), &now);
    if (read_iso(wm_slice_trim(text), &iso))
        return day_value(iso, keep);
    phrase p = read_phrase(text);
    if (p.strange)
        return NULL;
    if (p.said.month != 0) {
        if (p.said.year == 0 && !dated)
            return NULL;
        if (p.said.year == 0)
            p.said.year = year_near(p.said, now, ahead);
        if (p.said.day == 0)
            return month_value(p.said.year, p.said.month, keep);
        return is_day(p.said) ? day_value(p.said, keep) : NULL;
    }
    if (p.said.year != 0 && p.said.day == 0 && p.weekday == 0)
        return wm_arena_format(keep, "%04d", p.said.year);
    if (!dated || p.said.day != 0)
        return NULL;
    if (p.has_shift)
        return day_value(parts_of(days_of(now) + p.shift), keep);
    return p.weekday != 0 ? weekday_value(&p, days_of(now), ahead, keep) : unit_value(&p, now, keep);
}
