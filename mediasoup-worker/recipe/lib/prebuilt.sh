# The binary that upstream publishes with its release.

PREBUILT_BASE_URL=${MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL:-https://github.com/versatica/mediasoup/releases/download}

# The name as upstream's npm-scripts.mjs makes it. The kernel is that of upstream's build machine: newer ones run it.
prebuilt_name() {
    local architecture kernel
    case $PLATFORM in
        linux-x86_64) architecture=x64 ;;
        linux-aarch64) architecture=arm64 ;;
    esac
    kernel=$(uname -r | cut -d . -f 1)
    echo "mediasoup-worker-$VERSION-linux-$architecture-kernel$((kernel > 6 ? 6 : kernel)).tgz"
}

# fetch_prebuilt BINARY succeeds with the binary in place, or says in one line why not.
fetch_prebuilt() {
    local scratch url reason
    if ! command -v curl >/dev/null; then
        say "no prebuilt worker: curl is not installed"
        return 1
    fi
    scratch=$(new_scratch)
    url=$PREBUILT_BASE_URL/$VERSION/$(prebuilt_name)
    if ! reason=$(curl --silent --show-error --fail --location --connect-timeout 4 --speed-limit 1000 --speed-time 8 \
        --max-time 300 --output "$scratch/worker.tgz" "$url" 2>&1); then
        say "no prebuilt worker from $url: $reason"
        return 1
    fi
    if ! tar --extract --gzip --file="$scratch/worker.tgz" --directory="$scratch" mediasoup-worker 2>/dev/null; then
        say "no prebuilt worker: the archive is not as expected [url:$url]"
        return 1
    fi
    chmod 755 "$scratch/mediasoup-worker"
    reason=$(verify_worker "$scratch/mediasoup-worker")
    if [[ -n $reason ]]; then
        say "the prebuilt worker is not used: $reason"
        return 1
    fi
    mv "$scratch/mediasoup-worker" "$1"
}
