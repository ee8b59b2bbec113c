/** What an interface needs to be exported over ROPE: listeners, state, annotations, errors. Depends on nothing. */
module org.mafalda.rope {
    requires static org.jspecify;

    exports org.mafalda.rope;
}
