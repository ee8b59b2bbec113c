# Generates the Java FlatBuffers classes of the worker's channel from the schemas of the npm package.

JAVA_PACKAGE=org.mafalda.mediasoup.worker.fbs

# Tables named like classes of java.lang would shadow them. Names of tables are not on the wire.
SHADOWING_TABLES='Boolean|Integer32|Integer32Array|Double|String'

# generate_java SCHEMAS OUTPUT
generate_java() {
    local schemas=$1 output=$2 renamed
    check_flatc
    renamed=$(new_scratch)
    cp "$schemas"/*.fbs "$renamed"
    # FBS.RtpParameters becomes the package ….fbs.rtpparameters
    sed --regexp-extended --in-place "s/\bFBS\.([A-Za-z]+)/$JAVA_PACKAGE.\L\1/g" "$renamed"/*.fbs
    sed --regexp-extended --in-place \
        -e "s/^table ($SHADOWING_TABLES) \{/table \1Value {/" \
        -e "/^union Value \{/,/^\}/ s/^( +)($SHADOWING_TABLES),/\1\2Value,/" \
        "$renamed/rtpParameters.fbs"
    flatc --java -o "$output" "$renamed"/*.fbs
    check_generated "$output/${JAVA_PACKAGE//.//}"
}

check_flatc() {
    local found
    found=$(flatc --version | sed -E 's/^flatc version //')
    [[ $found == "$FLATBUFFERS_VERSION" ]] ||
        fail "flatc must be of the version of the flatbuffers-java library [expected:$FLATBUFFERS_VERSION, found:$found];" \
            "install flatc $FLATBUFFERS_VERSION or build with -Dflatbuffers.version=$found"
}

check_generated() {
    local file
    for file in message/Message request/Method notification/Event rtpparameters/StringValue; do
        [[ -f $1/$file.java ]] || fail "The schemas did not yield an expected class [class:$file]"
    done
    [[ ! -e $1/rtpparameters/String.java ]] || fail 'A generated class shadows java.lang.String'
}
