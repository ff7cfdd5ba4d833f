/* SPDX-License-Identifier: MIT */
/* The text has one of each: names, a described actor, a nationality without an entity, ill-formed bytes, a quote that
 * JSON must escape. Positions are counted by hand; test_json.c shows the slices that they give.
 */
#include "fake_result.h"

/* 2 bytes for the e acute: from there on bytes run ahead of characters by one. */
static const char text[] = "Jos\xC3\xA9 Ruiz met Iranian \"envoys\" in Muscat\xFF on Friday.\n";

#define JOSE                                                                                                           \
    {                                                                                                                  \
        0, 9, 0, 10                                                                                                    \
    }
#define MET                                                                                                            \
    {                                                                                                                  \
        10, 13, 11, 14                                                                                                 \
    }
#define IRANIAN                                                                                                        \
    {                                                                                                                  \
        14, 21, 15, 22                                                                                                 \
    }
#define ENVOYS                                                                                                         \
    {                                                                                                                  \
        14, 30, 15, 31                                                                                                 \
    }
#define MUSCAT                                                                                                         \
    {                                                                                                                  \
        34, 40, 35, 41                                                                                                 \
    }
#define BAD_BYTE                                                                                                       \
    {                                                                                                                  \
        40, 41, 41, 42                                                                                                 \
    }
#define FRIDAY                                                                                                         \
    {                                                                                                                  \
        45, 51, 46, 52                                                                                                 \
    }
#define SENTENCE                                                                                                       \
    {                                                                                                                  \
        0, 52, 0, 53                                                                                                   \
    }

#define BY_RULE                                                                                                        \
    {                                                                                                                  \
        "contact.met", NULL, "rules/60-contact.rules", 12, NULL                                                        \
    }
#define BY_ENTRY                                                                                                       \
    {                                                                                                                  \
        NULL, "Muscat", "gazetteers/place/city.tsv", 7, NULL                                                           \
    }

static const whomet_mention mentions[] = {
    {JOSE, "person", "name", 0, 0, 1.5f, BY_RULE},
    {IRANIAN, "nationality", "name", WHOMET_NONE, 0, 1, BY_RULE},
    {MUSCAT, "place", "name", 1, 0, 2, BY_ENTRY},
};

static const int32_t mentions_of_jose[] = {0}, mentions_of_muscat[] = {2};
static const char *const aliases[] = {"Ruiz"};
static const whomet_id ids[] = {{"geonames", "287286"}, {"wikidata", "Q3826"}};
static const whomet_role roles[] = {{"Envoy", "place/ir"}, {"\"Captain\"", NULL}};

static const whomet_entity entities[] = {
    {.id = "person/jose-ruiz",
     .type = "person",
     .name = "Jos\xC3\xA9 Ruiz",
     .aliases = aliases,
     .alias_count = 1,
     .roles = roles,
     .role_count = 2,
     .mentions = mentions_of_jose,
     .mention_count = 1},
    {.id = "place/om/muscat",
     .type = "place",
     .name = "Muscat",
     .ids = ids,
     .id_count = 2,
     .country = "place/om",
     .mentions = mentions_of_muscat,
     .mention_count = 1},
};

static const whomet_actor actors[] = {
    {0, 0, JOSE, NULL, NULL},
    {WHOMET_NONE, WHOMET_NONE, ENVOYS, "place/ir", NULL},
    {1, 2, MUSCAT, NULL, "clause"},
    {1, 1, IRANIAN, NULL, "sentence"},
};

static const whomet_time times[] = {{FRIDAY, "2026-02-06"}};
static const whomet_range evidence[] = {SENTENCE, MET};

static const whomet_event events[] = {
    {.type = "meet",
     .mode = "in_person",
     .status = "asserted",
     .tense = "past",
     .participants = actors,
     .participant_count = 2,
     .places = &actors[2],
     .place_count = 1,
     .times = times,
     .time_count = 1,
     .trigger = MET,
     .evidence = evidence,
     .evidence_count = 2,
     .confidence = 0.876f,
     .why = BY_RULE},
    {.type = "visit",
     .status = "planned",
     .hosts = &actors[3],
     .host_count = 1,
     .mediators = actors,
     .mediator_count = 1,
     .trigger = MET,
     .evidence = evidence,
     .evidence_count = 1,
     .attribution = &actors[1],
     .confidence = 1,
     .why = BY_RULE},
};

static const whomet_triple triples[] = {
    {"Jos\xC3\xA9 Ruiz", "person/jose-ruiz", "met", "Iranian \"envoys\"", NULL, "Muscat", "place/om/muscat",
     "2026-02-06", "asserted", 0},
    {"Jos\xC3\xA9 Ruiz", "person/jose-ruiz", "visited", NULL, NULL, "Muscat", "place/om/muscat", NULL, "planned", 1},
};

static const whomet_relation relations[] = {{"holds_position", 0, "place/ir", "Envoy", SENTENCE, 0.5f, BY_RULE}};
static const whomet_warning warnings[] = {{"ill-formed-utf8", "read as U+FFFD", BAD_BYTE}};

static const whomet_result result = {
    .text = text,
    .size = sizeof text - 1,
    .chars = 53,
    .title = "A \"title\"",
    .date = "2026-02-06",
    .mentions = {mentions, 3},
    .entities = {entities, 2},
    .events = {events, 2},
    .triples = {triples, 2},
    .relations = {relations, 1},
    .warnings = {warnings, 1},
};

const whomet_result *fake_result(void)
{
    return &result;
}

whomet_result fake_text(const char *bytes, size_t size)
{
    return (whomet_result){.text = bytes, .size = size};
}
