#!/usr/bin/env bash
# Runs tests in the QGIS of Debian 13's backports (3.44), whatever this system has: in a root of its own, made by
# debootstrap from the mirror that apt uses here, 4 GB in build/debian13. As root; arguments go on to pytest:
#   scripts/qgis_3_44.sh [tests/ui/test_whole_walk.py …]
# Everything runs on Debian 13: QGIS and the plugin, and the engine with that system's PyTorch, numpy 2 and GDAL,
# which are older and newer than those of the usual tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly SUITE=trixie
repository=$PWD
root=$PWD/build/debian13

fail() { echo "qgis_3_44: $1. Remedy: $2." >&2; exit 1; }
((EUID == 0)) || fail "a root of its own needs administrator rights" "run it as root"
for tool in debootstrap unshare chroot git; do
    command -v "$tool" >/dev/null || fail "there is no $tool" "apt-get install debootstrap util-linux coreutils git"
done
# make_root: Debian 13 with QGIS from its backports, and what the tests need.
make_root() {
    local mirror
    # shellcheck disable=SC2016    # $(REPO_URI) is apt's to expand
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' | awk 'NR == 1')
    [[ $mirror ]] || fail "apt knows no mirror of Debian" "add one to the apt sources"
    rm -rf --one-file-system "$root.new"
    mkdir -p "$root.new"
    debootstrap --variant=minbase "$SUITE" "$root.new" "$mirror"
    printf 'deb %s %s main\n' "$mirror" "$SUITE" "$mirror" "$SUITE-backports" >"$root.new/etc/apt/sources.list"
    # Proxy and names as here.
    apt-config dump Acquire::http Acquire::https >"$root.new/etc/apt/apt.conf.d/90host"
    cp /etc/resolv.conf "$root.new/etc/resolv.conf"
    # shellcheck disable=SC2016    # expanded by the shell that has these mounts
    unshare --mount bash -euo pipefail -c '
        mount -t proc proc "$1/proc"
        mount --rbind /dev "$1/dev"
        export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
        chroot "$1" apt-get -q update
        chroot "$1" apt-get -q install -y --no-install-recommends ca-certificates git procps python3-venv \
            python3-numpy python3-gdal gdal-bin python3-opencv python3-matplotlib xvfb xauth \
            python3-torch python3-safetensors python3-tqdm
        chroot "$1" apt-get -q install -y --no-install-recommends -t "$2-backports" qgis python3-qgis
        chroot "$1" apt-get clean
        # PyTorch is for the Python of the tests alone: that of QGIS lacks it, as with most users. It finds its
        # libraries from a folder beside the usual one.
        cd "$1/usr/lib/python3"
        mkdir of-the-tests
        mv dist-packages/{torch,torchgen,functorch,safetensors,tqdm} dist-packages/{torch,safetensors,tqdm}-*info \
            of-the-tests
    ' make_root "$root.new" "$SUITE"
    # pip's certificates and index, too.
    cp /etc/ssl/certs/ca-certificates.crt "$root.new/etc/ssl/certs/"
    if [[ -f /etc/pip.conf ]]; then cp /etc/pip.conf "$root.new/etc/pip.conf"; fi
    mv "$root.new" "$root"
}

# make_checkout FOLDER: this checkout as it is now.
make_checkout() {
    local revision
    revision=$(git -c user.name=tests -c user.email=tests@localhost stash create)
    git clone --quiet --shared --no-checkout "$repository" "$1"
    git -C "$1" checkout --quiet --detach "${revision:-$(git rev-parse HEAD)}"
    git -C "$1" repack -a -d --quiet    # the objects that it shares with this repository are not to be seen there
    rm "$1/.git/objects/info/alternates"
}

[[ -d $root ]] || make_root
work=$(mktemp -d --tmpdir dsw-3.44.XXXXXX)
trap 'rm -rf --one-file-system "$work"; rmdir "$root$work" 2>/dev/null || true' EXIT
make_checkout "$work/plugin"
# Not the tests of several processes: Debian builds PyTorch without libuv, which its own torchrun wants.
(($#)) || set -- tests/ui tests/processing_provider tests/engine --ignore tests/engine/network/test_team.py
# The mounts end with the command.
# shellcheck disable=SC2016    # expanded by the shell that has these mounts
unshare --mount bash -euo pipefail -c '
    root=$1 work=$2; shift 2
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mkdir -p "$root$work"
    mount --bind "$work" "$root$work"
    mkdir "$work/temporary"
    kept=()
    for name in ${!PIP_@}; do kept+=("$name=${!name}"); done
    chroot "$root" env -i HOME=/root PATH=/usr/bin:/bin LC_ALL=C.UTF-8 TMPDIR="$work/temporary" "${kept[@]}" \
        bash -euo pipefail -c "
        cd \"\$0\"
        python3 -m venv --system-site-packages .venv
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-tests.txt
        for folder in .venv/lib/*/site-packages; do
            echo /usr/lib/python3/of-the-tests >\"\$folder/of_the_tests.pth\"
        done
        qgis --version
        .venv/bin/python -m pytest \"\$@\"
    " "$work/plugin" "$@"
' run "$root" "$work" "$@"
