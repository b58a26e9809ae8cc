#!/bin/sh
# Measures whether the tests of the rules notice a mistake: gremlins changes one thing at a time and runs them. It takes an hour
# or two on two cores, so .ci/run does not do it. The module is renamed in a copy, because gremlins looks for coverage by the
# name of the module, and "followup/followup" confuses it. Arguments go to gremlins: -D main tries only the lines that changed
# since main, -E FILE leaves files out.
#
#   go install github.com/go-gremlins/gremlins/cmd/gremlins@latest
#   .ci/mutation.sh [ARGS...]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r "$root/." "$copy"
cd "$copy"
find . -name '*.go' -exec sed -i 's#"followup/#"example.org/fu/#' {} +
sed -i 's#^module followup$#module example.org/fu#' go.mod
export FOLLOWUP_CHECKS=20 # random lives a run: enough to notice, and quick
gremlins unleash -E engine/ -E store/ -E submit/ -E approval/ -E holidays/ --workers "${WORKERS:-2}" --timeout-coefficient 20 "$@" ./followup |
	tee "$root/mutation.txt" | tail -8
killed=$(grep -c '^ *KILLED' "$root/mutation.txt" || true)
lived=$(grep -c '^ *LIVED' "$root/mutation.txt" || true)
echo "killed $killed, lived $lived: efficacy $((100 * killed / (killed + lived > 0 ? killed + lived : 1))) %"
