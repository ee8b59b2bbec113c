# Messages of the recipe.

say() {
    printf 'mediasoup-worker: %s\n' "$*"
}

# Ends the script: the fact first, then [key:value].
fail() {
    printf 'mediasoup-worker: error: %s\n' "$*" >&2
    exit 1
}
