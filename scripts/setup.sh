#!/usr/bin/env bash
# Sets up what the project needs, on Debian 12 or 13 or Ubuntu LTS from 24.04, as root or with sudo:
#   scripts/setup.sh engine    to train and predict: system packages, and .venv with PyTorch
#   scripts/setup.sh tests     the same, and QGIS, a virtual screen and the test tools
# A second run finds everything in place: it calls neither apt nor sudo.
set -euo pipefail

readonly QGIS_MINIMUM=3.34
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
readonly python=$root/.venv/bin/python

# What is being done, and what helps when it fails: said once, by the trap, whichever command it was.
step="starting" remedy=""
doing() { step=$1 remedy=$2; }
fail() { doing "$1" "$2"; exit 1; }
report_failure() {
    local status=$?
    if ((status != 0)); then
        echo "setup: failed: $step. Remedy: $remedy." >&2
    fi
}
trap report_failure EXIT

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "$step needs administrator rights" "run this script as root, or install sudo"
    fi
}

# The time-out waits for the automatic updates that a fresh machine runs on its own.
apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}

update_lists() {
    doing "fetching the lists of packages" "check the network and the apt sources named above"
    apt_get update
}

# An epoch ("1:3.40.6", as the QGIS project's own packages have it) is no part of the version.
recent_qgis() { [[ $1 =~ ^[0-9] ]] && dpkg --compare-versions "${1#*:}" ge "$QGIS_MINIMUM"; }

# in_place PACKAGE: whether it is installed and, for QGIS, recent enough.
in_place() {
    local state version
    read -r state version < <(dpkg-query -W -f '${db:Status-Status} ${Version}\n' "$1" 2>/dev/null) || return 1
    [[ $state == installed ]] && { [[ $1 != *qgis ]] || recent_qgis "$version"; }
}

# candidate [-t SUITE] PACKAGE: the version that apt would install, "(none)" where it knows none.
candidate() { LC_ALL=C apt-cache policy "$@" | awk '$1 == "Candidate:" { print $2 }'; }

# Adds SUITE-backports of the mirror that this machine already uses, by a copy of that mirror's own entry with
# only the suite changed: its address, its key and its options stay as the administrator chose them.
add_backports() {
    local suite=$1 entry file
    doing "looking for the apt source of $suite" "add $suite-backports to the apt sources and run this again"
    # shellcheck disable=SC2016    # $(SOURCESENTRY) is apt's to expand
    entry=$(apt-get indextargets --format '$(SOURCESENTRY)' \
        'Identifier: Packages' 'Origin: Debian' "Codename: $suite" | awk 'NR == 1')
    file=${entry%:*}
    [[ -r $file ]]
    local ours=/etc/apt/sources.list.d/deep-segmentation-wizard.${file##*.}
    awk -v suite="$suite" '
        BEGIN { if (ARGV[1] ~ /\.sources$/) { RS = ""; FS = OFS = "\n" } }    # deb822: a paragraph, a field a line
        RS == "" {
            for (i = 1; i <= NF; i++)
                if ($i ~ /^Suites:/ && ($i " ") ~ "[ \t]" suite "[ \t]") {
                    $i = "Suites: " suite "-backports"
                    print
                    exit
                }
        }
        RS != "" && $1 == "deb" {
            for (i = 3; i <= NF; i++)
                if ($i == suite) {
                    $i = suite "-backports"
                    print
                    exit
                }
        }' "$file" | as_root tee "$ours" >/dev/null
    if [[ ! -s $ours ]]; then
        as_root rm -f "$ours"
        fail "no entry for $suite found in $file" "$remedy"
    fi
    update_lists
}

# Sets `qgis_from` to apt's option for the suite that QGIS comes from: none where apt's own choice is recent enough.
# Debian 12 itself has 3.22, and apt takes nothing from backports unasked.
choose_qgis_suite() {
    local suite backports
    qgis_from=()
    if recent_qgis "$(candidate "${missing[0]}")"; then
        return
    fi
    # shellcheck source=/dev/null
    suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    backports=$suite-backports
    if [[ -z $(apt-get indextargets "Codename: $backports" 'Identifier: Packages') ]]; then
        add_backports "$suite"
    fi
    if ! recent_qgis "$(candidate -t "$backports" "${missing[0]}")"; then
        fail "no QGIS $QGIS_MINIMUM or later in the archive of this system or its backports" \
            "use Debian 12 or 13, or Ubuntu 24.04 or later with its component universe, or the QGIS project's own source"
    fi
    qgis_from=(-t "$backports")
}

# find_missing PACKAGE...: sets `missing` to those not in place; false where all are.
find_missing() {
    local package
    missing=()
    for package in "$@"; do
        in_place "$package" || missing+=("$package")
    done
    ((${#missing[@]}))
}

# install_missing [-t SUITE]
install_missing() {
    doing "installing ${missing[*]}" "see apt's message above; Ubuntu needs its component universe"
    apt_get install -y --no-install-recommends "$@" "${missing[@]}"
}

make_environment() {
    doing "checking for Python 3.10 or later" "use Debian 12 or 13 or Ubuntu 24.04 or later"
    /usr/bin/python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))'
    # pip is asked for, not only Python: after an upgrade of the system, .venv's Python still runs but finds none of
    # its packages. The system's packages are seen because GDAL exists for the system's Python alone.
    if ! "$python" -c 'import pip' 2>/dev/null; then
        doing "making $root/.venv" "check that the folder can be written to and the disk has room"
        /usr/bin/python3 -m venv --clear --system-site-packages "$root/.venv"
    fi
    # GDAL's and QGIS's bindings are compiled for the system's numpy: no other may come before it.
    doing "reading the version of numpy" "reinstall python3-numpy"
    /usr/bin/python3 -c 'import numpy; print(f"numpy=={numpy.__version__}")' >"$root/.venv/constraints.txt"
}

install_python_packages() {
    local file
    echo "setup: checking the Python packages in .venv; the first time, PyTorch takes minutes to download"
    for file in "$@"; do
        doing "installing $file" "see pip's message above; check the network and the room on the disk"
        "$python" -m pip install --quiet --disable-pip-version-check \
            --constraint "$root/.venv/constraints.txt" --requirement "$root/$file"
    done
    doing "loading the engine's packages" "remove $root/.venv and run this again"
    "$python" -c 'import cv2, matplotlib, safetensors, torch, tqdm; from osgeo import gdal_array'
}

# PyQt6 in an environment of its own, because in one process it and QGIS's PyQt5 exclude each other.
make_qt6_environment() {
    local qt6=$root/.venv/qt6
    if ! "$qt6/bin/python" -c 'import pip' 2>/dev/null; then
        doing "making $qt6" "check that the disk has room"
        /usr/bin/python3 -m venv --clear --system-site-packages "$qt6"
    fi
    doing "installing requirements-qt6.txt" "see pip's message above; check the network and the room on the disk"
    "$qt6/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$root/requirements-qt6.txt"
}

system_packages=(python3-venv python3-numpy python3-gdal gdal-bin python3-opencv python3-matplotlib)
qgis_packages=()
requirements=(requirements.txt)
case "${1:-}" in
    engine) ;;
    tests)
        system_packages+=(xvfb xauth qttools5-dev-tools)
        qgis_packages=(qgis python3-qgis)
        requirements+=(requirements-tests.txt)
        ;;
    *) fail "unknown argument '${1:-}'" "call scripts/setup.sh engine or scripts/setup.sh tests" ;;
esac
if ! command -v apt-get >/dev/null; then
    fail "this system has no apt" "use Debian or Ubuntu, or install: ${system_packages[*]} ${qgis_packages[*]}"
fi

if find_missing "${system_packages[@]}"; then
    update_lists
    install_missing
fi
# Apart from the others, so that only QGIS and what it needs is taken from backports.
if find_missing "${qgis_packages[@]}"; then
    update_lists
    choose_qgis_suite
    install_missing "${qgis_from[@]}"
fi
make_environment
install_python_packages "${requirements[@]}"
if [[ $1 == tests ]]; then
    make_qt6_environment
fi
