#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs a build into an empty folder and uses it from there: library and header through pkg-config, the program, the
# data. Usage: consumer.sh SOURCE_ROOT BUILD_ROOT
set -u
number=0
failed=0
tell() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then echo "ok $number - $2"; else echo "not ok $number - $2"; failed=1; fi
}
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
unset WHOMET_DATA

meson install -C "$2" --no-rebuild --quiet --destdir "$stage" >"$stage/log" 2>&1
tell $? "installs" && sed 's/^/# /' "$stage/log"
description=$(find "$stage" -name whomet.pc)
[ -n "$description" ]
tell $? "installs whomet.pc"
program=$(find "$stage" -path '*/bin/whomet')
library=$(dirname "$(find "$stage" -name 'libwhomet.so' | head -n 1)")
data=$(find "$stage" -path '*/share/whomet' -type d)

# The sysroot goes before every path of whomet.pc, as when cross-compiling; other libraries stay in place.
export PKG_CONFIG_PATH="${description%/*}" PKG_CONFIG_SYSROOT_DIR="$stage"
cc -std=c11 -Wall -Werror -o "$stage/consumer" "$1/tests/lint/consumer/consumer.c" \
    $(pkg-config --cflags --libs whomet) -Wl,-rpath,"$library" 2>&1
tell $? "compiles and links by pkg-config"
WHOMET_DATA=$data "$stage/consumer" >"$stage/names"
tell $? "runs against the installed data"
grep -qx Muscat "$stage/names"
tell $? "finds Muscat"

echo 'They met in Muscat.' | LD_LIBRARY_PATH=$library WHOMET_DATA=$data "$program" - | grep -q '"Muscat"'
tell $? "the installed program reads"
for file in man/man1/whomet.1 whomet/whomet-1.schema.json; do
    [ -n "$(find "$stage" -path "*/share/$file*")" ]
    tell $? "installs share/$file"
done
absolute=$(grep -rIlF "$2" "$stage" --exclude=log 2>/dev/null)
[ -z "$absolute" ]
tell $? "no installed text knows the build folder $absolute"
echo "1..$number"
exit $failed
