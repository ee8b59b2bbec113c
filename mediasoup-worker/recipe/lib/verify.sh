# Checks of a worker binary. The binary carries no version of its own (it repeats what MEDIASOUP_VERSION says), so it is
# held against what the version's channel protocol looks like: the names of its requests and notifications, and the
# notification with which it announces itself.

# verify_worker BINARY prints why the binary is not the expected worker, or nothing.
verify_worker() {
    local reason
    reason=$(verify_names "$1")
    if [[ -z $reason ]]; then
        reason=$(verify_start "$1")
    fi
    printf '%s' "$reason"
}

# channel_names prints the requests and notifications that the sources know.
channel_names() {
    local channel=$NPM_PACKAGE/worker/src/Channel
    grep -hoE '[{].*::.*, +"[A-Za-z]+\.[A-Za-z]+"' "$channel"/Channel{Request,Notification}.cpp |
        sed -E 's/.*"(.*)"/\1/' | LC_ALL=C sort -u
}

# The requests and notifications that the sources know, and those that are in the binary as whole strings. Shorter endings
# are those of file names, which a binary with debug information contains.
verify_names() {
    local names groups absent surplus
    names=$(channel_names)
    groups=$(cut -d . -f 1 <<<"$names" | sort -u | paste -s -d '|')
    absent=$(LC_ALL=C comm -23 <(echo "$names") <(LC_ALL=C grep -aoF "$names" "$1" | LC_ALL=C sort -u))
    surplus=$(LC_ALL=C comm -13 <(echo "$names") \
        <(LC_ALL=C grep -azxE "($groups)\.[A-Za-z]{4,}" "$1" | tr '\0' '\n' | LC_ALL=C sort -u))
    if [[ -n $absent ]]; then
        echo "it is not mediasoup-worker $VERSION: it does not know $(first_names "$absent")"
    elif [[ -n $surplus ]]; then
        echo "it is not mediasoup-worker $VERSION: it knows $(first_names "$surplus")"
    fi
}

first_names() {
    local names
    mapfile -t names <<<"$1"
    echo "${names[*]:0:3}$( ((${#names[@]} <= 3)) || echo " and $((${#names[@]} - 3)) more")"
}

# Starts the worker with its channel on file descriptors 3 and 4. The end of its input ends it.
verify_start() {
    local output=$SCRATCH/channel status=0
    mkdir -p "$SCRATCH"
    : | MEDIASOUP_VERSION=$VERSION timeout --kill-after=1 5 \
        sh -c 'exec "$0" --logLevel=none 3<&0 4>&1 0</dev/null 1>&2' "$1" >"$output" 2>"$output.err" || status=$?
    if [[ $status != 0 ]]; then
        echo "it does not run here [exit:$status]: $(head -n 1 "$output.err")"
    elif ! announces_itself "$output"; then
        echo "it does not announce itself as mediasoup-worker $VERSION does"
    fi
}

# True when the file holds one frame: a length and the FlatBuffers message {data: Notification {event: WORKER_RUNNING}}.
announces_itself() {
    local schemas=$NPM_PACKAGE/worker/fbs bytes message notification
    mapfile -t bytes < <(od -A n -v -t u1 -w1 "$1")
    ((${#bytes[@]} > 8 && $(number 0 4) == ${#bytes[@]} - 4)) || return
    message=$((4 + $(number 4 4)))
    notification=$(field $message 1)
    notification=$((notification + $(number $notification 4)))
    (($(number "$(field $message 0)" 1) == $(schema_number "$schemas/message.fbs" union Body Notification) + 1)) &&
        (($(number "$(field $notification 1)" 1) == $(schema_number "$schemas/notification.fbs" enum Event WORKER_RUNNING)))
}

# number POSITION SIZE prints the little-endian number at a position of `bytes`.
number() {
    local value=0 i
    for ((i = $2 - 1; i >= 0; i--)); do
        value=$((value * 256 + bytes[$1 + i]))
    done
    echo $value
}

# field TABLE INDEX prints the position of a table's field, which its vtable knows.
field() {
    local vtable=$(($1 - $(number "$1" 4)))
    echo $(($1 + $(number $((vtable + 4 + 2 * $2)) 2)))
}

# schema_number FILE KIND TYPE NAME prints the place of a name in an enum or a union, from 0 on.
schema_number() {
    sed -E "1,/^$2 $3\b/d; /^\}/,\$d; /^ *(\/\/.*)?\$/d" "$1" | grep -nE "^ *$4\b" | cut -d : -f 1 | {
        read -r line
        echo $((line - 1))
    }
}
