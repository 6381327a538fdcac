#!/usr/bin/env bash
# Makes the ZIP for QGIS's "Install from ZIP" and for the plugin repository, build/deep_segmentation_wizard-VERSION.zip:
#   scripts/package.sh [REVISION]
# It holds what pb_tool.cfg lists, as it was committed (in HEAD, or another REVISION), and says where it is. The same
# commit gives the same bytes: files in order, at the time of the commit, whatever else lies in the folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly LARGEST=25000000    # bytes that the plugin repository takes
revision=$(git rev-parse --verify --quiet "${1:-HEAD}^{commit}") || {
    echo "package: there is no commit ${1:-HEAD} here. Remedy: work in a clone, and name one of its commits." >&2
    exit 1
}

# listed KEY: the words that pb_tool.cfg has for it.
listed() { git show "$revision:pb_tool.cfg" | sed -n "s/^$1: *//p"; }
name=$(listed name)
version=$(git show "$revision:metadata.txt" | sed -n 's/^version=//p')
parts=()
for part in $(listed python_files) $(listed extras) $(listed extra_dirs); do
    if git cat-file -e "$revision:$part" 2>/dev/null; then
        parts+=("$part")
    else
        echo "package: there is no $part in this commit" >&2
    fi
done
read -ra unwanted <<<"$(listed exclude)"

mkdir -p build
zip=build/$name-$version.zip
unfinished=$(mktemp "$zip.XXXXXX")
trap 'rm -f "$unfinished"' EXIT
# The times in a ZIP are those of a time zone: UTC, wherever it is made.
TZ=UTC git archive --format=zip -9 --prefix="$name/" --output="$unfinished" "$revision" -- \
    "${parts[@]}" "${unwanted[@]/#/:(exclude)}"
size=$(stat --format=%s "$unfinished")
if ((size > LARGEST)); then
    echo "package: $size bytes are more than the $LARGEST that the plugin repository takes. Remedy: exclude what" \
        "users do not need in pb_tool.cfg." >&2
    exit 1
fi
chmod 644 "$unfinished"
mv "$unfinished" "$zip"
if [[ $revision == "$(git rev-parse HEAD)" && -n $(git status --porcelain --untracked-files=no) ]]; then
    echo "package: what has not been committed is not in it" >&2
fi
echo "$PWD/$zip    ($((size / 1024)) KiB)"
