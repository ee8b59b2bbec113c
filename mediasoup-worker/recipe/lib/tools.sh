# Tools that a build from source needs. Each is written as `probe|Debian package|Fedora package`, where the probe is a
# command or a header file.

NPM_TOOLS=('npm|npm|nodejs-npm')
JAVA_TOOLS=('flatc|flatbuffers-compiler|flatbuffers-compiler')
WORKER_TOOLS=(
    'g++|g++|gcc-c++'
    'cmake|cmake|cmake'
    'ninja|ninja-build|ninja-build'
    'patch|patch|patch'
    'flatc|flatbuffers-compiler|flatbuffers-compiler'
    'flatbuffers/flatbuffers.h|libflatbuffers-dev|flatbuffers-devel'
    'uv.h|libuv1-dev|libuv-devel'
    'srtp2/srtp.h|libsrtp2-dev|libsrtp-devel'
    'openssl/ssl.h|libssl-dev|openssl-devel'
    'absl/types/optional.h|libabsl-dev|abseil-cpp-devel'
)

present() {
    if [[ $1 == *.h ]]; then
        command -v g++ >/dev/null && g++ -E -x c++ -include "$1" /dev/null >/dev/null 2>&1
    else
        command -v "$1" >/dev/null
    fi
}

# missing COLUMN TOOL... prints the packages of the tools that are not there.
missing() {
    local column=$1 tool
    shift
    for tool in "$@"; do
        if ! present "${tool%%|*}"; then
            cut --delimiter='|' --fields="$column" <<<"$tool"
        fi
    done | sort --unique | paste --serial --delimiters=' '
}

# require_tools PURPOSE TOOL... installs what is missing where it may, or names the packages.
require_tools() {
    local purpose=$1 packages
    shift
    packages=$(missing 2 "$@")
    if [[ -z $packages ]]; then
        return
    fi
    if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
        apt_install "$packages"
        packages=$(missing 2 "$@")
        [[ -z $packages ]] || fail "These packages were installed but do not provide what $purpose needs: $packages"
    elif command -v dnf >/dev/null; then
        fail "To $purpose, install these packages: dnf install $(missing 3 "$@")"
    else
        fail "To $purpose, install these packages: apt-get install $packages"
    fi
}

# The package lists of a fresh container are empty and those of an old one name files that are gone: then they are
# fetched and the installation is tried once more.
apt_install() {
    local log=$CACHE/apt.log
    say "installing $1"
    if ! apt_get install $1 >"$log" 2>&1; then
        apt_get update >"$log" 2>&1 && apt_get install $1 >>"$log" 2>&1 || {
            tail --lines=15 "$log" >&2
            fail "apt-get could not install these packages: $1 [log:$log]"
        }
    fi
    rm -f "$log"
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet --assume-yes --no-install-recommends \
        --option DPkg::Lock::Timeout=120 "$@" </dev/null
}
