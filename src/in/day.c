/* SPDX-License-Identifier: MIT */
/* ISO 8601 days of the Gregorian calendar.
 *
 * In: the date of a record or of the command line. Out: its ten characters, if the month has such a day. A time behind
 * `T` or a blank is not looked at: the day is all that "on Tuesday" needs.
 */
#include "in/day.h"

/* -1 for anything but digits; four of them at most, so nothing overflows. */
static int number(const char *at, size_t len)
{
    int value = 0;
    for (size_t i = 0; i < len; i++) {
        if (at[i] < '0' || at[i] > '9')
            return -1;
        value = value * 10 + (at[i] - '0');
    }
    return value;
}

/* `month` is 1 to 12. */
static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* *ret_day is set only for a day that there is; it has room for WM_DAY_ROOM bytes. */
bool wm_day_read(wm_slice text, char *ret_day)
{
    if (text.len < 10 || text.at[4] != '-' || text.at[7] != '-')
        return false;
    if (text.len > 10 && text.at[10] != 'T' && text.at[10] != ' ')
        return false;
    int year = number(text.at, 4), month = number(text.at + 5, 2), day = number(text.at + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return false;
    memcpy(ret_day, text.at, 10);
    ret_day[10] = '\0';
    return true;
}
