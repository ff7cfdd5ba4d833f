# SPDX-License-Identifier: MIT
"""Person names of faker-js, all locales, in Latin letters. The package is JavaScript, so node reads it."""
import json
import os
import subprocess

import words

# Esperanto and the joke locales are no names of people.
_SCRIPT = """
import { pathToFileURL } from 'node:url';
const faker = await import(pathToFileURL(process.argv[1]).href);
const names = {};
for (const [locale, data] of Object.entries(faker.allLocales)) {
  if (/^(eo|en_BORK|en_AU_ocker)$/.test(locale) || !data.person) continue;
  names[locale] = { given: data.person.first_name, family: data.person.last_name };
}
console.log(JSON.stringify(names));
"""


def names(packages, kind):
    """Word -> set of sexes ('f', 'm', '') for kind 'given' or 'family'. Names of several words are left out."""
    path = os.path.join(packages, "faker/dist/index.js")
    out = subprocess.run(["node", "--input-type=module", "-e", _SCRIPT, path], capture_output=True, check=True)
    found = {}
    for locale in json.loads(out.stdout).values():
        for sex, listed in (locale.get(kind) or {}).items():
            for item in listed:
                word = item["value"] if isinstance(item, dict) else item
                if words.is_latin_word(word) and len(word) > 1:
                    found.setdefault(word, set()).add({"female": "f", "male": "m"}.get(sex, ""))
    return found
