package org.mafalda.rope.server.internal;

import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.MessageTaker;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireError;
import org.mafalda.rope.protocol.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first frame of a connection: a hello, and nothing else. On the thread of the connection; used once. */
final class Greeting implements MessageTaker {
    private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);

    private final Exporter exporter;
    private final ServerLink link;
    private boolean done;

    Greeting(Exporter exporter, ServerLink link) {
        this.exporter = exporter;
        this.link = link;
    }

    @Override
    public void request(long id, String method, Slice params) {
        if (done || !method.equals("rope.hello")) {
            refuse();
            return;
        }
        done = true;
        try {
            Hello hello = Hello.read(params);
            checkContract(hello);
            exporter.lane().execute(() -> exporter.sessions().open(link, id, hello));
        } catch (WireException e) {
            LOG.info("Client refused [peer:{}, reason:{}]", link.peer(), e.getMessage());
            link.say(MessageWriter.error(link.codec(), id, WireError.of(e, exporter.contract(), false)));
            link.end(CloseCodes.NO_HELLO, e.fact());
        }
    }

    private void checkContract(Hello hello) {
        String contract = exporter.contract().name();
        int version = exporter.contract().version();
        if (!hello.contract().equals(contract) || hello.version() != version) {
            throw new WireException(
                    ErrorCodes.OTHER_CONTRACT,
                    "Another contract is served here",
                    ImmutableMap.of("contract", contract, "version", version));
        }
    }

    private void refuse() {
        link.end(CloseCodes.NO_HELLO, "The first message must be rope.hello, and wait for its answer");
    }

    @Override
    public void notification(String method, Slice params, boolean lossy) {
        refuse();
    }

    @Override
    public void result(long id, Slice result) {
        refuse();
    }

    @Override
    public void error(long id, WireError error) {
        refuse();
    }

    @Override
    public void invalid(@Nullable Long id, int code, String message) {
        refuse();
    }
}
