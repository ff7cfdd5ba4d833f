# SPDX-License-Identifier: MIT
"""Runs whomet from tests and checks what every answer must keep, whatever the text."""
import collections
import json
import os
import resource
import signal
import subprocess
import tempfile
import time

SANITIZED = bool(os.environ.get("WHOMET_SANITIZED"))


class Run:
    """What came of one run: status (negative: the signal), out and err as bytes, seconds of wall clock."""

    def __init__(self, status, out, err, seconds):
        self.status, self.out, self.err, self.seconds = status, out, err, seconds

    def faults(self, status=0):
        """Why it did not end as it should have."""
        if self.status < 0:
            return [f"killed by {signal.Signals(-self.status).name}: {self.err[-2000:].decode(errors='replace')}"]
        if self.status != status:
            return [f"exit status {self.status}, not {status}: {self.err[-2000:].decode(errors='replace')}"]
        return []


def run(program, args, text=b"", seconds=60, memory_mb=None, cwd=None, env=None):
    """Runs `program` on standard input `text`. Over `seconds` (of wall clock) it is killed; over `memory_mb` it gets no
    more, but for sanitizers, which reserve terabytes."""
    def limit():
        if memory_mb and not SANITIZED:
            resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(text)
        given.seek(0)
        begin = time.monotonic()
        child = subprocess.Popen([os.path.abspath(program), *args], stdin=given, stdout=out, stderr=err, cwd=cwd,
                                 preexec_fn=limit, env={**os.environ, **(env or {})})
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            err.write(f"not done after {seconds} seconds".encode())
        taken = time.monotonic() - begin
        out.seek(0)
        err.seek(0)
        return Run(child.returncode, out.read(), err.read(), taken)


# ---- what every answer keeps ----------------------------------------------------------------------------------------

ROLES = ("participants", "host", "mediator", "place")


def spans(document):
    """(label, object) of everything in a document that has start and end."""
    for mention in document["mentions"]:
        yield mention["id"], mention
    for event in document["events"]:
        for key in ("trigger", "evidence", "attribution"):
            if isinstance(event.get(key), dict) and "start" in event[key]:
                yield f"{event['id']}.{key}", event[key]
        for role in (*ROLES, "time"):
            for actor in event.get(role, ()):
                if "start" in actor:
                    yield f"{event['id']}.{role}", actor
    for relation in document["relations"]:
        yield f"{relation['id']}.evidence", relation["evidence"]


def document_faults(document, raw):
    """Everything that is wrong with `document`, read from the bytes `raw`."""
    text = raw.decode("utf-8", errors="replace")
    faults = []
    about = document["document"]
    if about.get("chars", len(text)) != len(text):
        faults.append(f"chars is {about['chars']}, not {len(text)}")
    if about.get("bytes", len(raw)) != len(raw):
        faults.append(f"bytes is {about['bytes']}, not {len(raw)}")
    for label, span in spans(document):
        if not 0 <= span["start"] < span["end"] <= len(text):
            faults.append(f"{label}: [{span['start']}, {span['end']}) is outside of {len(text)} characters")
        elif span["text"] != text[span["start"]:span["end"]]:
            faults.append(f"{label}: text is {span['text'][:80]!r}, not {text[span['start']:span['end']][:80]!r}")
        if "bytes" in span and raw[slice(*span["bytes"])].decode("utf-8", errors="replace") != span["text"]:
            faults.append(f"{label}: bytes {span['bytes']} are not {span['text'][:80]!r}")
    return faults + list(order_faults(document)) + list(reference_faults(document))


def order_faults(document):
    end = 0
    for mention in document["mentions"]:
        if mention["start"] < end:
            yield f"{mention['id']} begins at {mention['start']}, before {end} where the one before it ends"
        end = mention["end"]


def strings(value):
    """All strings in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def reference_faults(document):
    """Ids that lead nowhere, or to another kind of thing."""
    mentions = {mention["id"]: mention for mention in document["mentions"]}
    entities = {entity["id"]: entity for entity in document["entities"]}
    events = {event["id"] for event in document["events"]}
    if len(mentions) != len(document["mentions"]) or len(entities) != len(document["entities"]):
        ids = [thing["id"] for thing in document["mentions"] + document["entities"]]
        counts = collections.Counter(ids)
        yield f"ids that occur twice: {sorted(each for each in counts if counts[each] > 1)[:20]}"
    known = {(entity, mention) for entity in entities for mention in entities[entity]["mentions"]}
    for mention in mentions.values():
        entity = mention.get("entity")
        if entity is not None and (entity, mention["id"]) not in known:
            yield f"{mention['id']}: its entity {entity} does not know it"
    spoken_of = set(strings([document["events"], document["relations"]]))
    for entity in entities.values():
        spoken_of |= set(strings([entity.get("country"), entity.get("roles")]))
    for entity in entities.values():
        if any(mention not in mentions for mention in entity["mentions"]):
            yield f"{entity['id']}: a mention of {entity['mentions']} does not exist"
        if not entity["mentions"] and entity["id"] not in spoken_of:
            yield f"{entity['id']}: nothing in the answer speaks of it"
    for event in document["events"]:
        for role in ROLES:
            for actor in event.get(role, ()):
                if actor.get("mention") is not None and actor["mention"] not in mentions:
                    yield f"{event['id']}.{role}: no mention {actor['mention']}"
                if actor.get("entity") is not None and actor["entity"] not in entities:
                    yield f"{event['id']}.{role}: no entity {actor['entity']}"
        named = [actor["entity"] for actor in event["participants"] if actor.get("entity")]
        if len(named) != len(set(named)):
            yield f"{event['id']}: somebody takes part twice: {named}"
    for triple in document["triples"]:
        if triple["event"] not in events:
            yield f"triple of no event: {triple}"
        if triple.get("who_id") and triple.get("who_id") == triple.get("whom_id"):
            yield f"{triple['who_id']} meets itself: {triple}"


def one_document(run_, raw):
    """(document or None, faults) of a run that should have printed one JSON line about `raw`."""
    faults = run_.faults()
    if faults:
        return None, faults
    lines = run_.out.split(b"\n")
    if len(lines) != 2 or lines[1]:
        return None, [f"{len(lines) - 1} lines, not one"]
    try:
        document = json.loads(lines[0].decode("utf-8"))
    except ValueError as error:
        return None, [f"no JSON: {error}"]
    return document, list(document_faults(document, raw))
