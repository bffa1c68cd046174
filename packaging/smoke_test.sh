#!/usr/bin/env bash
# Try an installed program as its user would: the program comes in; what was seen, a screenshot and an exit code go out.
#   packaging/smoke_test.sh PROGRAM [OUT]
# PROGRAM: the installed or frozen histocast. OUT: where the screenshot and results go (default: build/smoke).
# Environment: SAMPLES, the folder of the sample spots as PROGRAM sees it (default: inside the program);
# HISTOCAST_WAIT_S, the longest wait for one step; HISTOCAST_QUICK, for a payload tried before: no reports, and nothing
# measured at the end. The window is tried where Xvfb is (Linux), or DISPLAY is set.
set -euo pipefail
program="$1"
out="${2:-build/smoke}"
wait_s="${HISTOCAST_WAIT_S:-600}"
samples="${SAMPLES:-$(dirname "$(readlink -f "$program")")/_internal/resources/spots}"
mkdir -p "$out"
out="$(cd "$out" && pwd)"
rm -rf "${out:?}"/*
export HISTOCAST_HOME="$out/home"
pids=()
tidy() { for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done; }
trap tidy EXIT

step() { printf -- '--- %s\n' "$*"; }
fail() {
    printf 'FAILED: %s\n' "$*" >&2
    tail -n 20 "$HISTOCAST_HOME"/log/histocast.log "$out"/*.err 2>/dev/null >&2 || true
    exit 1
}
# Wait until the command given succeeds.
until_good() {
    local end=$((SECONDS + wait_s))
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ]; then return 1; fi
        sleep 0.05
    done
}
probability() { sed -n 's/.*"\(survival_\)\{0,1\}probability": *\([0-9.]*\).*/\2/p' "$1" | head -1; }
now_ms() { date +%s%3N; }

step version
"$program" --version | tee "$out/version.txt"
step "doctor: what is inside, and one tile through the model"
"$program" doctor >"$out/doctor.txt" 2>"$out/doctor.err" || { cat "$out/doctor.txt"; fail "doctor found faults"; }
grep -E 'one tile|used ' "$out/doctor.txt"

step "a spot on the command line"
spot="$samples/sample-1-mixed.jpg"
begun="$(now_ms)"
"$program" predict "$spot" --out "$out/results" >"$out/predict.txt" 2>"$out/predict.err" || fail "predict"
printf 'first result on the command line after %s ms\n' "$(($(now_ms) - begun))"
ls "$out/results"
by_command="$(probability "$out/results/sample-1-mixed.json")"
[ -n "$by_command" ] || fail "no probability in the result"
[ "$(find "$out/results" -type f | wc -l)" -eq 6 ] || fail "not the six result files"
case_report="$out/results/sample-1-mixed.case.pdf"
head -c 5 "$case_report" | grep -q '%PDF-' || fail "the case report is no PDF"
grep -qa 'DejaVu' "$case_report" || fail "the case report lacks its font"

step "its features as a file of another program, and the same number from them"
"$program" features "$spot" --format trident --all-tiles --out "$out/features" >"$out/features.txt" 2>"$out/features.err" \
    || fail "features"
"$program" predict --features "$out/features/sample-1-mixed.h5" --out "$out/of_features" >"$out/of_features.txt" \
    2>"$out/of_features.err" || fail "predict --features"
by_file="$(probability "$out/of_features/sample-1-mixed.json")"
[ "${by_command:0:6}" = "${by_file:0:6}" ] || fail "another number from the features: $by_file"

if [ -z "${HISTOCAST_QUICK:-}" ]; then
    step "a study, its reports and figures, an explanation, the model card"
    bash "$(dirname "$0")/smoke_reports.sh" "$program" "$out/reports" || fail "reports"
fi

if [ -z "${DISPLAY:-}" ] && command -v Xvfb >/dev/null; then
    display=":$((100 + RANDOM % 400))"
    Xvfb "$display" -noreset -screen 0 1440x900x24 >"$out/xvfb.err" 2>&1 &
    pids+=($!)
    export DISPLAY="$display"
    until_good xwininfo -root || fail "Xvfb"
fi
if [ -z "${DISPLAY:-}" ]; then
    printf 'No display and no Xvfb: the window was not tried.\n'
    exit 0
fi
export QT_QPA_PLATFORM=xcb
shown() { xwininfo -root -tree | grep -q "$1"; }

step "the window, with the spot"
# A user without settings, data or kept features; the network made ready a moment ago stays, which takes a minute to make.
rm -rf "$HISTOCAST_HOME"/{data,log,settings.ini,cache/features}
begun="$(now_ms)"
"$program" "$spot" --analyse >"$out/window.txt" 2>"$out/window.err" &
window=$!
pids+=("$window")
until_good shown '440x168' || fail "no splash"
printf 'splash after %s ms\n' "$(($(now_ms) - begun))"
until_good shown '[.]jpg - Histocast"' || fail "no window"
printf 'window with the image after %s ms\n' "$(($(now_ms) - begun))"
has_result() { ls "$HISTOCAST_HOME"/data/windows/*.json; }
until_good has_result || fail "no result in the window"
printf 'result kept after %s ms\n' "$(($(now_ms) - begun))"
by_window="$(probability "$(has_result | head -1)")"
passed() { grep -q 'self-test passed' "$HISTOCAST_HOME/log/histocast.log"; }
until_good passed || fail "the self-test of the first start did not pass"
printf 'probability: %s on the command line, %s in the window\n' "$by_command" "$by_window"
[ "${by_command:0:6}" = "${by_window:0:6}" ] || fail "two numbers for one spot"
sleep 1 # for the fades
if command -v import >/dev/null; then import -window root "$out/window.png"; fi

step "a second start opens its file in the first window"
other="$samples/sample-2-well-differentiated.jpg"
"$program" "$other" >"$out/second.txt" 2>"$out/second.err" || fail "the second start"
until_good shown 'sample-2-well-differentiated.jpg - Histocast' || fail "the first window does not show the second file"
kill -0 "$window" || fail "the first window is gone"
kill "$window"
wait "$window" 2>/dev/null || true

if [ -n "${HISTOCAST_QUICK:-}" ]; then
    printf 'OK (no reports made, start-up not measured)\n'
    exit 0
fi
step "start-up and first result as the program measures them"
"$program" --run-module app.measure.responsiveness | tee "$out/gauge.json" || fail "the window could not be measured"
printf 'OK\n'
