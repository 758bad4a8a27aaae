#!/usr/bin/env bash
# Times `jiaodui check --format json` (all rules) against AutoCorrect's `--lint --format json` on the same
# 200 files of 25 KB, run in turn, one thread each; prints CPU seconds (user + system), medians and the ratio.
# The rival runs under Node, whose own start-up (measured with --version) is taken off its time.
# Needs npm for the rival; without it, only our own figure is printed. Usage: benches/versus.sh [runs]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-5}
work=${TMPDIR:-/tmp}/jiaodui-versus # outside the checkout: what .gitignore names, the rival does not read
mkdir -p "$work"

cargo build --release --locked --quiet
ours=target/release/jiaodui

# The same bytes for both: the articles of ../shared where they are (the two with damage and in English left
# out, as the rival's cost explodes on a 17 KB line), else the repository's own.
if [ ! -d "$work/corpus" ]; then
  sources=()
  for file in ../shared/articles/00[024]_*.txt; do [ -f "$file" ] && sources+=("$file"); done
  [ ${#sources[@]} -gt 0 ] || sources=(tests/articles/*.md)
  mkdir -p "$work/corpus"
  for i in $(seq 0 199); do
    out="$work/corpus/$(printf %03d "$i").md"
    j=$i
    while [ ! -f "$out" ] || [ "$(stat -c %s "$out")" -lt 25000 ]; do
      cat "${sources[$((j % ${#sources[@]}))]}" >>"$out"
      printf '\n\n' >>"$out"
      j=$((j + 1))
    done
    head -c 25000 "$out" | { iconv -f UTF-8 -t UTF-8 -c 2>/dev/null || true; } >"$out.cut" # the last character may be cut
    mv "$out.cut" "$out"
  done
fi
bytes=$(cat "$work"/corpus/*.md | wc -c)

rival=
if command -v npm >/dev/null; then
  [ -d "$work/node_modules/autocorrect-node" ] ||
    (cd "$work" && npm init -y >/dev/null && npm install --silent autocorrect-node@2.14.0 >/dev/null) || true
  [ -x "$work/node_modules/.bin/autocorrect" ] && rival="$work/node_modules/.bin/autocorrect"
fi

# CPU seconds of one command on one processor; its output and exit status do not matter here.
cpu() {
  local TIMEFORMAT='%U %S'
  { time taskset -c 0 "$@" >/dev/null 2>&1 || true; } 2>&1 | awk 'END { print $1 + $2 }'
}
median() { sort -n | awk '{ a[NR] = $1 } END { print (NR % 2) ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'; }

: >"$work/ours" ; : >"$work/rival"
for _ in $(seq "$runs"); do
  cpu "$ours" check --format json --jobs 1 "$work/corpus" >>"$work/ours"
  [ -z "$rival" ] || cpu "$rival" --lint --format json --threads 1 "$work/corpus" >>"$work/rival"
done
ours_median=$(median <"$work/ours")
echo "jiaodui:     $ours_median s CPU for $bytes bytes, $(awk "BEGIN { printf \"%.1f\", $bytes / 1e6 / $ours_median }") MB/s (median of $runs)"
if [ -n "$rival" ]; then
  start=$(for _ in 1 2 3 4 5; do cpu "$rival" --version; done | median)
  rival_median=$(awk "BEGIN { print $(median <"$work/rival") - $start }")
  echo "AutoCorrect: $rival_median s CPU, $(awk "BEGIN { printf \"%.1f\", $bytes / 1e6 / $rival_median }") MB/s (median of $runs)"
  echo "ratio: $(awk "BEGIN { printf \"%.1f\", $rival_median / $ours_median }") times AutoCorrect's throughput"
else
  echo "AutoCorrect: skipped, npm could not install autocorrect-node"
fi
echo "one-line file:"
printf '阿里云发布了新产品。\n' >"$work/line.md"
echo "  jiaodui $(for _ in 1 2 3 4 5; do cpu "$ours" check --format json "$work/line.md"; done | median) s CPU"
[ -z "$rival" ] || echo "  AutoCorrect $(for _ in 1 2 3 4 5; do cpu "$rival" --lint --format json "$work/line.md"; done | median) s CPU"
