#!/usr/bin/env python3
"""Makes bigrams.bin, the plausibility model of Chinese text, from counts of characters and pairs.

    python3 data/bigrams.py ../shared/data/char_bigrams.tsv.gz data/bigrams.bin

The counts are smoothed by absolute discounting: a pair that was seen costs -log2 P(b|a), any other pair
costs the back-off of a plus the cost of b alone. Costs are eighths of a bit in one byte.
Layout, little endian: "JDB1", number of characters n, number of pairs m (u32 each); code points in order
(u32 each); row starts (n + 1 times u32); then bytes: costs alone (n), back-offs (n), second characters of
the pairs as u16 indices, by row and in order (2 m), costs of the pairs (m).
"""

import gzip
import math
import struct
import sys

DISCOUNT = 0.7
ESCAPES = {"\\\\": "\\", "\\r": "\r", "\\t": "\t", "\\n": "\n"}


def chars(key):
    """The characters of a key; backslashes are escaped in the source."""
    out, at = [], 0
    while at < len(key):
        step = 2 if key[at : at + 2] in ESCAPES else 1
        out.append(ESCAPES.get(key[at : at + step], key[at : at + step]))
        at += step
    return out


def read(path):
    alone, pairs, blocks = {}, {}, 0
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines):
            line = line.rstrip("\n")
            if line.startswith("#") and number < 3:
                continue
            if not line:
                blocks += 1
                continue
            key, count = line.rsplit("\t", 1)
            key = chars(key)
            if blocks == 0 and len(key) == 1:
                alone[key[0]] = int(count)
            elif blocks == 1 and len(key) == 2:
                pairs[key[0], key[1]] = int(count)
    return alone, pairs


def cost(probability):
    return max(0, min(255, round(-8 * math.log2(probability)))) if probability > 0 else 255


def main(source, target):
    alone, pairs = read(source)
    known = sorted(alone)
    index = {c: i for i, c in enumerate(known)}
    rows = [[] for _ in known]
    for (a, b), count in pairs.items():
        if a in index and b in index:
            rows[index[a]].append((index[b], count))
    kinds = [0] * len(known)
    for row in rows:
        for b, _ in row:
            kinds[b] += 1
    total, all_kinds = sum(alone.values()), sum(kinds)
    # Half by how often a character is met, half by after how many others.
    share = [0.5 * alone[c] / total + 0.5 * kinds[i] / all_kinds for i, c in enumerate(known)]
    offs, starts, seconds, costs = [], [0], [], []
    for i, c in enumerate(known):
        seen = sum(count - DISCOUNT for _, count in rows[i])
        left = max(1 - seen / max(alone[c], seen + 1), 1e-4)
        offs.append(cost(left))
        for b, count in sorted(rows[i]):
            seconds.append(b)
            costs.append(cost((count - DISCOUNT) / max(alone[c], seen + 1) + left * share[b]))
        starts.append(len(seconds))
    with open(target, "wb") as out:
        out.write(b"JDB1" + struct.pack("<II", len(known), len(seconds)))
        out.write(struct.pack(f"<{len(known)}I", *map(ord, known)))
        out.write(struct.pack(f"<{len(starts)}I", *starts))
        out.write(bytes(cost(s) for s in share) + bytes(offs))
        out.write(struct.pack(f"<{len(seconds)}H", *seconds) + bytes(costs))
    print(f"{len(known)} characters, {len(seconds)} pairs")


if __name__ == "__main__":
    main(*sys.argv[1:3])
