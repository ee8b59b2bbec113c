# The npm package: the worker's sources and schemas.

# provide_npm_package unpacks the package into the cache, at NPM_PACKAGE.
provide_npm_package() {
    if [[ -d $NPM_PACKAGE ]]; then
        return
    fi
    local scratch
    scratch=$(new_scratch)
    say "fetching the npm package mediasoup@$VERSION"
    if ! npm pack "mediasoup@$VERSION" --pack-destination "$scratch" --ignore-scripts --loglevel=error \
        --fetch-retries=2 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000 --fetch-timeout=60000 \
        >"$scratch/npm.log" 2>&1; then
        head --lines=4 "$scratch/npm.log" >&2
        fail "npm could not fetch mediasoup@$VERSION; the registry must be reachable for the first build"
    fi
    tar --extract --gzip --file="$scratch/mediasoup-$VERSION.tgz" --directory="$scratch"
    check_npm_package "$scratch/package"
    publish "$scratch/package" "$NPM_PACKAGE"
}

check_npm_package() {
    grep --quiet --extended-regexp "^\s*\"version\": \"${VERSION//./\\.}\"" "$1/package.json" ||
        fail "The npm package is of another version [expected:$VERSION, found:$(sed -nE 's/^\s*"version": "(.*)",?$/\1/p' "$1/package.json")]"
    [[ -f $1/worker/meson.build && -f $1/worker/fbs/message.fbs ]] ||
        fail "The npm package lacks the worker's sources [package:mediasoup@$VERSION]"
}
