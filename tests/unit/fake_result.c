/* SPDX-License-Identifier: MIT */
/* The text has one of each: names, a described actor, a nationality without an entity, ill-formed bytes, a quote that
 * JSON must escape. Positions are counted by hand and checked against the text by test_json.c.
 */
#include "fake_result.h"

#include <string.h>

/* 2 bytes for the e acute, 1 ill-formed byte: from there on bytes run ahead by one. */
static const char text[] = "Jos\xC3\xA9 Ruiz met Iranian \"envoys\" in Muscat\xFF on Friday.\n";

static const whomet_range jose = {0, 9, 0, 10}, met = {10, 13, 11, 14}, iranian = {14, 21, 15, 22},
                          envoys = {14, 30, 15, 31}, muscat = {34, 40, 35, 41}, sentence = {0, 52, 0, 53},
                          bad = {40, 41, 41, 42};

static const whomet_why by_rule = {"contact.met", NULL, "rules/60-contact.rules", 12};
static const whomet_why by_entry = {NULL, "Muscat", "gazetteers/place/city.tsv", 7};

static const int32_t mentions_of_jose[] = {0}, mentions_of_muscat[] = {2};
static const char *const aliases[] = {"Ruiz"};
static const whomet_id ids[] = {{"geonames", "287286"}, {"wikidata", "Q3826"}};
static const whomet_role roles[] = {{"Envoy", "place/ir"}, {"\"Captain\"", NULL}};

const whomet_result *fake_result(void)
{
    static whomet_mention mentions[3];
    static whomet_entity entities[2];
    static whomet_actor actors[4];
    static whomet_event events[2];
    static const whomet_time times[] = {{{45, 51, 46, 52}, "2026-02-06"}};
    static const whomet_range evidence[] = {{0, 52, 0, 53}, {10, 13, 11, 14}};
    static whomet_triple triples[2];
    static whomet_relation relations[1];
    static whomet_warning warnings[1];
    static whomet_result result;

    mentions[0] = (whomet_mention){jose, "person", "name", 0, 0, 1.5f, by_rule};
    mentions[1] = (whomet_mention){iranian, "nationality", "name", WHOMET_NONE, 0, 1, by_rule};
    mentions[2] = (whomet_mention){muscat, "place", "name", 1, 0, 2, by_entry};
    entities[0] = (whomet_entity){.id = "person/jose-ruiz",
                                  .type = "person",
                                  .name = "Jos\xC3\xA9 Ruiz",
                                  .aliases = aliases,
                                  .alias_count = 1,
                                  .roles = roles,
                                  .role_count = 2,
                                  .mentions = mentions_of_jose,
                                  .mention_count = 1};
    entities[1] = (whomet_entity){.id = "place/om/muscat",
                                  .type = "place",
                                  .name = "Muscat",
                                  .ids = ids,
                                  .id_count = 2,
                                  .country = "place/om",
                                  .mentions = mentions_of_muscat,
                                  .mention_count = 1};
    actors[0] = (whomet_actor){0, 0, jose, NULL, NULL};
    actors[1] = (whomet_actor){WHOMET_NONE, WHOMET_NONE, envoys, "place/ir", NULL};
    actors[2] = (whomet_actor){1, 2, muscat, NULL, "clause"};
    actors[3] = (whomet_actor){1, 1, iranian, NULL, "sentence"};
    events[0] = (whomet_event){.type = "meet",
                               .mode = "in_person",
                               .status = "asserted",
                               .tense = "past",
                               .participants = actors,
                               .participant_count = 2,
                               .places = &actors[2],
                               .place_count = 1,
                               .times = times,
                               .time_count = 1,
                               .trigger = met,
                               .evidence = evidence,
                               .evidence_count = 2,
                               .confidence = 0.876f,
                               .why = by_rule};
    events[1] = (whomet_event){.type = "visit",
                               .status = "planned",
                               .hosts = &actors[3],
                               .host_count = 1,
                               .mediators = actors,
                               .mediator_count = 1,
                               .trigger = met,
                               .evidence = evidence,
                               .evidence_count = 1,
                               .attribution = &actors[1],
                               .confidence = 1,
                               .why = by_rule};
    triples[0] = (whomet_triple){"Jos\xC3\xA9 Ruiz", "person/jose-ruiz", "met",        "Iranian \"envoys\"", NULL,
                                 "Muscat",           "place/om/muscat",  "2026-02-06", "asserted",           0};
    triples[1] = (whomet_triple){"Jos\xC3\xA9 Ruiz", "person/jose-ruiz", "visited", NULL,      NULL,
                                 "Muscat",           "place/om/muscat",  NULL,      "planned", 1};
    relations[0] = (whomet_relation){"holds_position", 0, "place/ir", "Envoy", sentence, 0.5f, by_rule};
    warnings[0] = (whomet_warning){"ill-formed-utf8", "read as U+FFFD", bad};
    result = (whomet_result){.text = text,
                             .size = sizeof text - 1,
                             .chars = 53,
                             .title = "A \"title\"",
                             .date = "2026-02-06",
                             .mentions = {mentions, 3},
                             .entities = {entities, 2},
                             .events = {events, 2},
                             .triples = {triples, 2},
                             .relations = {relations, 1},
                             .warnings = {warnings, 1}};
    return &result;
}

whomet_result fake_text(const char *bytes, size_t size)
{
    return (whomet_result){.text = bytes, .size = size};
}
