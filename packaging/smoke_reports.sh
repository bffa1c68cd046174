#!/usr/bin/env bash
# Try what reports are made with in an installed program: the program comes in; a study, its reports and an exit code go out.
#   packaging/smoke_reports.sh PROGRAM OUT
# A library's data file or hidden import that is lacking shows here and nowhere else: every kind of report is made.
# HISTOCAST_HOME is the caller's, so that features of spots already read are found.
set -euo pipefail
program="$1"
out="$2"
here="$(cd "$(dirname "$0")" && pwd)"
spots="$here/../resources/spots"
study="$out/clinic.histostudy"
rm -rf "$out"
mkdir -p "$out/spots"
cp "$here"/smoke/* "$out/"
cp "$spots"/*.jpg "$out/spots/"

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    tail -n 20 "$out"/*.log >&2
    exit 1
}
# What the program printed goes to a log named by the step.
run() {
    local log="$out/$1.log"
    shift
    "$program" "$@" >"$log" 2>&1 || fail "histocast $1 $2"
}
# A file that begins as its kind does, and is no empty shell.
made() {
    [ -s "$1" ] || fail "$1 was not made"
    [ "$(wc -c <"$1")" -ge "$3" ] || fail "$1 is too small"
    head -c 200 "$1" | grep -qa "$2" || fail "$1 is no $2"
}
# The files of a report; the figures differ with the patients, their three kinds do not.
report() {
    made "$1/report.html" '<!doctype html>' 20000
    made "$1/report.pdf" '%PDF-' 10000
    grep -qa 'DejaVu' "$1/report.pdf" || fail "$1/report.pdf lacks its font"
    made "$1/report.json" '{' 1000
    made "$1/tables/raters.csv" ',' 100
    local kind
    for kind in svg:'<?xml' pdf:'%PDF-' png:PNG; do
        local figures=("$1"/figures/*."${kind%%:*}")
        made "${figures[0]}" "${kind#*:}" 1000
    done
}

run show bundle show
grep -q 'Research use only' "$out/show.log" || fail "the model card"
run explain explain "$out/spots/sample-1-mixed.jpg" --out "$out/explained"
for kind in json csv npz png geojson; do
    [ -s "$out/explained/sample-1-mixed.explain-occlusion.$kind" ] || fail "no explanation as $kind"
done

# A study of the three spots; the other patients of the sheet have no image, which it lists.
run create study create "$study" --table "$out/clinic.xlsx" --images "$out/spots" --covariates age,stage
run import study import "$study" --reads "$out/reads.csv"
run predict study predict "$study"
run status study status "$study"
run export study export "$study" --out "$out/tables"
for table in patients reads predictions; do made "$out/tables/clinic.$table.csv" ',' 50; done
run study-report study report "$study" --out "$out/study-report" --draws 50
report "$out/study-report"

# All patients of the sheet: with enough of them every figure and every model of survival is computed.
raters=("$out/clinic.xlsx" --time months --event event --time-unit months --horizon 60 --patient patient
    --rater "LSTM=survival by model:0.5" --protective LSTM --model LSTM --rater Ada=Ada --rater Bob=Bob --reader "Ada,Bob"
    --covariates age stage --draws 50)
run compare study compare "${raters[@]}"
grep -q "proportional hazards p" "$out/compare.log" || fail "no Cox model with covariates"
run table-report study report "${raters[@]}" --out "$out/table-report"
report "$out/table-report"
printf 'reports: %s files\n' "$(find "$out"/*-report -type f | wc -l)"
