# Sourced by ./start and ./check: what this project needs from Debian and npm, and how it is put there.

packages_build="clang-19 mold ccache ninja-build cmake pkg-config libpq-dev libsqlite3-dev libcurl4-openssl-dev libsimdjson-dev libssl-dev
libpoppler-cpp-dev libzip-dev libpugixml-dev libgumbo-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libcli11-dev libtomlplusplus-dev
libhiredis-dev libnats-dev libbrotli-dev zlib1g-dev libicu-dev libargon2-dev libstemmer-dev libfmt-dev libjemalloc-dev
libhowardhinnant-date-dev tzdata ca-certificates git"
packages_check="libgtest-dev libgmock-dev libclang-rt-19-dev postgresql chromium curl qpdf zip prometheus sqlite3 redis-server nats-server"

# Debian 12 and 13 spell Boost differently.
boost_packages() {
    if apt-cache policy libboost1.81-dev | grep -q 'Candidate: [0-9]'; then
        echo libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libboost-system1.81-dev
    else
        echo libboost-dev libboost-json-dev libboost-url-dev libboost-system-dev
    fi
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# need PACKAGE...: installs those that are missing.
need() {
    missing=""
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    echo "Installing:$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

need_build() {
    [ -n "$(ls /var/lib/apt/lists/*Packages* 2>/dev/null)" ] || as_root apt-get update -qq
    need $packages_build || { as_root apt-get update -qq && need $packages_build; } || return 1
    need $(boost_packages)
}

# The client's tools want Node 20.19 or newer: Debian 13 has it; on Debian 12 npm brings it.
need_node() {
    if ! command -v npm >/dev/null; then need nodejs npm || return 1; fi
    PATH="$PWD/build/node/node_modules/node/bin:$PATH"
    if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
        npm install --silent --no-save --no-audit --no-fund --prefix build/node node@22 >/dev/null || return 1
        hash -r
    fi
}

# newer FILE PATH...: true when FILE is absent or older than anything under the paths.
newer() {
    target=$1
    shift
    [ -e "$target" ] || return 0
    [ -n "$(find "$@" -newer "$target" -type f -print -quit 2>/dev/null)" ]
}

build_web() {
    newer web/dist/index.html web/src web/public web/index.html web/package-lock.json web/vite.config.ts || return 0
    echo "Building the client"
    need_node || return 1
    (cd web && { [ -d node_modules ] && ! newer node_modules/.package-lock.json package-lock.json || npm ci --loglevel=error --no-audit --no-fund; } && npm run --silent build) || return 1
    touch web/dist/index.html
}

# build PRESET TARGET...
build() {
    preset=$1
    shift
    [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >"build/$preset.configure.log" 2>&1 || { cat "build/$preset.configure.log"; return 1; }
    cmake --build --preset "$preset" --target "$@"
}
