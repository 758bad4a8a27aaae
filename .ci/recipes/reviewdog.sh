#!/usr/bin/env bash
# Findings as review comments with one-click suggestions, by https://github.com/reviewdog/reviewdog.
# Exit status 2 of jiaodui (a file was not checked) fails the script; findings are reviewdog's to judge.
set -euo pipefail
report=$(mktemp)
status=0
jiaodui check --format rdjson --output "$report" "$@" || status=$?
[ "$status" -le 1 ] || exit "$status"
reviewdog -f=rdjson -name=jiaodui -reporter="${REPORTER:-github-pr-review}" -fail-level=warning <"$report"
