#!/usr/bin/env python3
"""Derives the data files of rules/ that come from other people's packages.

Run it from the repository's root when a package is to be renewed; the build never runs it:

    cargo new /tmp/fetch && cd /tmp/fetch && cargo add zhconv@=0.4.2 --no-default-features && cargo fetch
    pip download jieba==0.42.1 --no-deps --no-binary :all: && tar xzf jieba-0.42.1.tar.gz
    apt-get download unicode-data && dpkg -x unicode-data_15.0.0-1_all.deb unicode-data
    python3 rules/derive.py ~/.cargo/registry/src/*/zhconv-0.4.2 jieba-0.42.1 unicode-data

What it takes, and under which licence, stands in NOTICE and at the head of every file it writes.
Of zhconv it takes OpenCC's text tables (Apache-2.0) only, never its MediaWiki table (GPL).
"""

import bz2
import pathlib
import sys

RULES = pathlib.Path(__file__).resolve().parent
OPENCC = ["STCharacters", "STPhrases", "TSCharacters", "TSPhrases", "TWVariants", "HKVariants",
          "TWVariantsRevPhrases", "HKVariantsRevPhrases", "TWPhrases"]
WORDS_HEAD = """# Words and how often they were counted, for the segmentation.
# Source: jieba 0.42.1 (PyPI), jieba/dict.txt, MIT licence, (c) 2013 Sun Junyi.
# Derived by rules/derive.py: Han words of two to eight characters counted {least} times or more,
# and all single characters counted at least once. Tags of speech dropped. Word and count, by count.
"""
CHARS_HEAD = """# {what}
# Source: {source}
# Derived by rules/derive.py. One line of characters after another, in code point order.
"""


IDEOGRAPHS_HEAD = """# Characters that look like an ideograph and are another one, with the ideograph.
# Source: Unicode 15.0, EquivalentUnifiedIdeograph.txt and UnicodeData.txt (canonical decompositions),
# Debian package unicode-data 15.0.0-1, Unicode licence. Derived by rules/derive.py.
# Code point, =, the ideograph.
"""


def is_han(c):
    return "\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf"


def opencc(zhconv):
    """OpenCC's tables as they are; each carries its own head with licence and source."""
    for name in OPENCC:
        text = (zhconv / "data" / f"{name}.txt").read_text(encoding="utf-8")
        assert "License: Apache-2.0" in text, name
        head = "# Taken unchanged from the crate zhconv 0.4.2, data/, by rules/derive.py.\n"
        (RULES / "script/opencc" / f"{name}.txt").write_text(head + text, encoding="utf-8")


def words(jieba, least=50):
    rows = [line.split(" ") for line in (jieba / "jieba/dict.txt").read_text(encoding="utf-8").splitlines()]
    rows = [(word, int(count)) for word, count, *_ in rows if all(map(is_han, word)) and len(word) <= 8]
    kept = [(w, n) for w, n in rows if n >= (1 if len(w) == 1 else least)]
    kept.sort(key=lambda row: (-row[1], row[0]))
    body = "".join(f"{word}\t{count}\n" for word, count in kept)
    (RULES / "words/jieba.txt").write_text(WORDS_HEAD.format(least=least) + body, encoding="utf-8")


def charset(name, what, source, chars):
    chars = sorted(chars)
    lines = ["".join(chars[i:i + 64]) + "\n" for i in range(0, len(chars), 64)]
    (RULES / "script/charsets" / f"{name}.txt").write_text(
        CHARS_HEAD.format(what=what, source=source) + "".join(lines), encoding="utf-8")


def encodable(codec):
    def can(c):
        try:
            return bool(c.encode(codec))
        except UnicodeEncodeError:
            return False
    return {c for c in map(chr, range(0x3400, 0xA000)) if is_han(c) and can(c)}


def charsets(unicode_data):
    mappings = bz2.open(unicode_data / "usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8")
    prc = {chr(int(line.split("\t")[0][2:], 16)) for line in mappings if "\tkTGH\t" in line}
    charset("prc", "Characters of the PRC's General Table of 2013 (8105).",
            "Unihan 15.0 kTGH, Debian package unicode-data 15.0.0-1, Unicode licence.", prc)
    charset("big5", "Han characters of Big5.", "Python's codec big5, every character tried.", encodable("big5"))
    charset("jis", "Han characters of JIS X 0208.", "Python's codec euc_jp restricted to two bytes, every character tried.",
            {c for c in encodable("euc_jp") if len(c.encode("euc_jp")) == 2})


def ideographs(unicode_data):
    """What looks like an ideograph: Kangxi radicals, other radicals and strokes, compatibility ideographs."""
    ucd = unicode_data / "usr/share/unicode"
    pairs = {}
    for line in (ucd / "EquivalentUnifiedIdeograph.txt").read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) == 2:
            first, _, last = fields[0].partition("..")
            pairs |= {c: fields[1] for c in range(int(first, 16), int(last or first, 16) + 1)}
    for fields in (line.split(";") for line in (ucd / "UnicodeData.txt").read_text(encoding="utf-8").splitlines()):
        if "CJK COMPATIBILITY IDEOGRAPH-" in fields[1] and fields[5]:
            pairs[int(fields[0], 16)] = fields[5]
    parts = {"kangxi": range(0x2F00, 0x2FE0), "components": [*range(0x2E80, 0x2F00), *range(0x31C0, 0x31F0)],
             "compatibility": [*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]}
    text = IDEOGRAPHS_HEAD
    for name, codes in parts.items():
        row = [f"{c:04X}={chr(int(pairs[c], 16))}" for c in codes if c in pairs]
        lines = "\n".join(" ".join(row[i:i + 12]) for i in range(0, len(row), 12))
        text += f'\n{name} = """\n{lines}\n"""\n'
    (RULES / "encoding/ideographs.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    zhconv, jieba, unicode_data = map(pathlib.Path, sys.argv[1:4])
    opencc(zhconv)
    words(jieba)
    charsets(unicode_data)
    ideographs(unicode_data)
