#!/usr/bin/env python3
"""Draws places to be judged by hand, a rule at a time and no folder more often than another.

    tests/judged/sample.py target/debug/jiaodui 7 typography 40 NAME=FOLDER …

Seed, family, places a rule. Each FOLDER (a repository, a part of a corpus) gives its places in turn, in an order
that the seed decides, so that one long list or one site does not fill the sample. What was judged before
(tests/judged/<family>.jsonl) is left out. Prints one JSON object a place, with its surroundings; what is recorded
of it is everything but the surroundings (`shown`, `found`), and a verdict.
"""

import hashlib
import json
import pathlib
import random
import subprocess
import sys

AROUND = 60


def main():
    binary, seed, family, most, *folders = sys.argv[1:]
    judged = set()
    record = pathlib.Path(__file__).with_name(family + ".jsonl")
    for row in map(json.loads, record.read_text().splitlines()):
        judged.add((row["sha256"], row["rule"], row["offset"]))
    drawn = {}
    for name, folder in (f.split("=", 1) for f in folders):
        for place in places(binary, family, name, folder):
            if (place["sha256"], place["rule"], place["offset"]) not in judged:
                drawn.setdefault(place["rule"], {}).setdefault(name, []).append(place)
    chance = random.Random(int(seed))
    for rule in sorted(drawn):
        queues = [drawn[rule][name] for name in sorted(drawn[rule])]
        for queue in queues:
            chance.shuffle(queue)
        left = int(most)
        while left and any(queues):
            for queue in queues:
                if queue and left:
                    left -= 1
                    print(json.dumps(queue.pop(), ensure_ascii=False))


def places(binary, family, name, folder):
    command = [binary, "check", "--format", "jsonl", "--show", "hint", "--fail-on", "never", "--select", family, folder]
    for line in subprocess.run(command, capture_output=True, text=True).stdout.splitlines():
        report = json.loads(line)
        if not report.get("findings"):
            continue
        data = pathlib.Path(report["path"]).read_bytes()
        text = data.decode("utf-8", "replace").removeprefix("\ufeff")
        for finding in report["findings"]:
            safe = any(fix["applicability"] == "safe" for fix in finding["fixes"])
            for place in finding["places"]:
                start, end = place["start"]["offset"], place["end"]["offset"]
                around = text[max(0, start - AROUND) : start] + "⟦" + text[start:end] + "⟧" + text[end : end + AROUND]
                yield {
                    "file": name + "/" + str(pathlib.Path(report["path"]).relative_to(folder)),
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "offset": start,
                    "rule": finding["rule"],
                    "safe": safe,
                    "found": finding["message"],
                    "shown": around,
                }


main()
