#!/bin/sh
# SPDX-License-Identifier: MIT
# Does whomet.h compile alone, as C11 and as C++, without one warning? Usage: header.sh SOURCE_ROOT
set -u
warnings='-pedantic -Wall -Wextra -Wshadow -Werror -fsyntax-only'
here=$1/tests/lint
failed=0
number=0
tell() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then echo "ok $number - $2"; else echo "not ok $number - $2"; failed=1; fi
}
for compiler in gcc clang; do
    if command -v "$compiler" >/dev/null; then
        "$compiler" -std=c11 -Wstrict-prototypes $warnings -I"$1/src" "$here/header.c"
        tell $? "C11, $compiler"
    fi
done
for compiler in g++ clang++; do
    if command -v "$compiler" >/dev/null; then
        "$compiler" -std=c++11 $warnings -I"$1/src" "$here/header.cpp"
        tell $? "C++11, $compiler"
    fi
done
declarations=$(grep -c '^WHOMET_API' "$1/src/whomet.h")
[ "$declarations" -lt 30 ]
tell $? "$declarations declarations, fewer than 30"
echo "1..$number"
exit $failed
