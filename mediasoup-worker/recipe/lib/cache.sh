# The cache outside the checkout. Entries are written to a temporary directory and moved into place, so that whatever is
# there is complete; a lock keeps two builds from making the same entry.

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/mafalda

lock_cache() {
    mkdir -p "$CACHE" || fail "The cache directory cannot be made [directory:$CACHE]"
    exec 9>"$CACHE/lock"
    if ! flock --nonblock 9; then
        say "waiting for another build to finish"
        flock 9
    fi
}

# recipe_hash FILE|DIRECTORY... prints a short hash of the names and contents of these parts of the recipe.
recipe_hash() {
    (cd "$RECIPE" && find "$@" -type f -print0 | LC_ALL=C sort --zero-terminated | xargs --null sha256sum) |
        sha256sum | cut --characters=1-12
}

# new_scratch prints a fresh directory on the cache's file system; it is removed when the script ends.
new_scratch() {
    mkdir -p "$SCRATCH"
    mktemp --directory "$SCRATCH/XXXXXX"
}

remove_scratch() {
    rm -rf "$SCRATCH"
}

# publish DIRECTORY ENTRY moves a finished directory into the cache in one step.
publish() {
    mkdir -p "$(dirname "$2")"
    rm -rf "$2"
    mv --no-target-directory "$1" "$2"
}

SCRATCH=$CACHE/scratch/$$
trap remove_scratch EXIT
