# Builds the worker from the sources of the npm package against the distribution's libraries.

# build_worker BINARY
build_worker() {
    local scratch log=$CACHE/worker-build.log
    require_tools 'build mediasoup-worker' "${WORKER_TOOLS[@]}"
    scratch=$(new_scratch)
    cp --recursive "$NPM_PACKAGE/worker" "$scratch/worker"
    apply_repair "$scratch/worker"
    say "building mediasoup-worker $VERSION against the libraries of this system; this takes some minutes"
    cmake -G Ninja -S "$RECIPE/worker" -B "$scratch/build" -D CMAKE_BUILD_TYPE=Release \
        -D UPSTREAM_DIR="$scratch/worker" >"$log" 2>&1 || build_failed "$log"
    ninja -C "$scratch/build" -j "$(nproc)" 2>&1 | tee "$log" | show_progress || build_failed "$log"
    mv "$scratch/build/mediasoup-worker" "$1"
    rm -f "$log"
}

apply_repair() {
    patch --directory="$1" --strip=1 --fuzz=0 --forward --quiet --reject-file=- <"$RECIPE/worker/ktls-send.patch" ||
        fail "The repair does not fit the sources [patch:ktls-send.patch, version:$VERSION]"
}

# Condenses ninja's "[n/m] …" to a line for every tenth.
show_progress() {
    local line shown=0
    while IFS= read -r line; do
        if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] && ((BASH_REMATCH[1] * 10 / BASH_REMATCH[2] > shown)); then
            shown=$((BASH_REMATCH[1] * 10 / BASH_REMATCH[2]))
            say "compiled $((shown * 10)) % [${BASH_REMATCH[1]}/${BASH_REMATCH[2]}]"
        fi
    done
}

build_failed() {
    grep --after-context=20 -E '^FAILED|error|Error' "$1" | head --lines=40 >&2
    fail "mediasoup-worker could not be built [log:$1]"
}
