#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Places that share a name: which of them a text means. Usage: namesakes.py PROGRAM

Each case is a text and ids that its places have: by country named, by what lies around, by other places of the text,
by people and capital where it says nothing. Those of GeoNames are told apart by their own number.
"""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tap import Tap

PROGRAM = os.path.abspath(sys.argv[1])
CASES = (
    # nothing but people and capitals to go by; a great country says little when it is named
    ("U.S. and Iranian negotiators met in Vienna on Monday.", "place/at/vienna"),
    ("The U.S. president flew to Athens for talks.", "place/gr/athens"),
    ("Tripoli and Benghazi were calm.", "place/ly/tripoli"),
    # the country, its people or its capital is named
    ("Lebanese troops were sent to Tripoli.", "place/lb/tripoli"),
    ("BEIRUT - Clashes in Tripoli left two dead.", "place/lb/tripoli"),
    ("Spanish police in Cordoba arrested five men.", "place/es/cordoba"),
    ("Costa Rica's president met envoys in San Jose.", "place/cr/san-jose"),
    ("The premier of Bermuda spoke in Hamilton.", "place/bm/hamilton"),
    ("New Zealand's prime minister visited Hamilton.", "place/nz/hamilton"),
    # the text says where it lies
    ("Police in Paris, Texas, arrested two men.", "place/us/paris place/us/texas"),
    ("He moved from London, Ontario, to Birmingham, Alabama.", "place/ca/london place/us/birmingham"),
    ("Birmingham, Alabama's largest city, elected a mayor.", "place/us/birmingham"),
    ("People of Birmingham, England's second city, protested.", "place/gb/birmingham"),
    ("Clashes went on in Tripoli in northern Lebanon.", "place/lb/tripoli"),
    ("The congress was held in Perth, Scotland.", "place/gb/perth"),
    ("The talks were held in Victoria, British Columbia.", "place/ca/victoria"),
    ("The fire in Rome, Georgia, was put out.", "place/us/rome place/us/georgia"),
    ("Police in Portland, Maine, arrested a man.", "geonames:4975802"),
    ("Police in Portland, Oregon, arrested a man.", "geonames:5746545"),
    ("A man was shot in Salem, MA, on Friday.", "place/us/salem place/us/massachusetts"),
    # … and means the same elsewhere
    ("Two people died in London on Sunday. The mayor of London, Ontario, told reporters so.", "place/ca/london"),
    # a state and a division of one
    ("Georgia's governor, Lena Harvik, met lawmakers in Atlanta.", "place/us/georgia"),
    ("Voters in Georgia, Arizona and Wisconsin will decide.", "place/us/georgia"),
    ("The Georgian president said Georgia would not yield to the United States.", "place/ge"),
    ("Ukraine, Moldova and Georgia want to join, the U.S. said.", "place/ge"),
    ("Washington state officials met in Olympia.", "iso:US-WA"),
    ("He was born in Washington, D.C., and moved to Seattle, Washington.", "geonames:4140963 iso:US-WA"),
    ("Lena Harvik received Jamieson Greer in Washington on Thursday.", "geonames:4140963"),
    ("The White House said so in Washington. Arizona, Texas, Ohio and Maine sued.", "geonames:4140963"),
    ("France, Luxembourg and Belgium agreed. So did Germany, Luxembourg, Belgium and Spain.", "place/lu"),
    ("Victoria's premier met the prime minister in Canberra.", "place/au/victoria"),
)


def ids_of(document):
    ids = set()
    for entity in document["entities"]:
        if entity["type"] == "place":
            ids.add(entity["id"])
            ids |= {f"{scheme}:{value}" for scheme, value in entity.get("ids", {}).items()}
    return ids


def main():
    tap = Tap()
    given = "".join(json.dumps({"text": text}) + "\n" for text, _ in CASES)
    run = subprocess.run([PROGRAM, "--jsonl", "--no-project", "--no-user-names", "-"], input=given, text=True,
                         capture_output=True, check=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    tap.case("one answer a text", [] if len(answers) == len(CASES) else f"{len(answers)} for {len(CASES)}")
    for (text, wanted), answer in zip(CASES, answers):
        found = ids_of(answer)
        missing = [one for one in wanted.split() if one not in found]
        tap.case(text, f"wanted {wanted}, found {sorted(found)}" if missing else [])
    return tap.done()


sys.exit(main())
