package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.client.ConnectionStateEvent;

/** What breaks the protocol ends the connection; the next one brings everything back in step. */
class GarbageTest extends ScriptedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello?",
                "{'jsonrpc':'2.0','method':'rope.change','params':{'revision':11,'of':3",
                "[]",
                "42",
                "{'method':'rope.change','params':{}}",
                "{'jsonrpc':'2.0','id':'x','result':1}",
                "{'jsonrpc':'2.0','method':'rope.change','params':[1,2,3]}",
                "{'jsonrpc':'2.0','method':'rope.change','params':{'revision':'eleven','of':3}}",
                "{'jsonrpc':'2.0','method':'rope.change','params':{'revision':11,'of':3,'set':{'watts':1.5}}}",
                "{'jsonrpc':'2.0','method':'rope.change','params':{'revision':11,'of':3,'set':{'watts':null}}}",
                "{'jsonrpc':'2.0','method':'rope.change','params':{'revision':11,'of':3,'set':{'room':99}}}",
                "{'jsonrpc':'2.0','method':'rope.change','params':{'revision':11,'of':3,'event':['onTurn']}}",
                "{'jsonrpc':'2.0','method':'rope.change','params':{'revision':11,'of':3,'left':[['rooms']]}}",
                "{'jsonrpc':'2.0','method':'rope.event','params':[3,'onFlicker',{'sample':'%%%'}]}",
                "{'jsonrpc':'2.0','method':'rope.event','params':[3]}",
                "{'jsonrpc':'2.0','method':'rope.snapshot','params':{'revision':12,'root':1,'objects':[],'last':true}}"
            })
    void brokenProtocolEndsTheConnectionAndTheNextOneIsInStep(String garbage) {
        house();
        Probe<ConnectionStateEvent> states = states();

        server.send(garbage);

        assertThat(server.nextClose()).isEqualTo(4400);
        awaitState(states, ConnectionState.CONNECTED);
        server.next("rope.hello");
        assertThat(lamp().watts()).isEqualTo(40);
        settle();
    }

    @Test
    void requestOfTheServerIsIgnored() {
        house();
        server.send("{'jsonrpc':'2.0','id':1,'method':'addRoom','params':[1,'x']}");
        settle();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void severalMessagesInOneFrameAreTakenInOrder() {
        house();
        server.send("[" + server.changeMessage("'of':3,'set':{'on':true}") + ","
                + server.changeMessage("'of':3,'set':{'on':false}") + "]");
        settle();
        assertThat(lamp().on()).isFalse();
    }

    @Test
    void everyMessageIsAcknowledgedInTheEnd() {
        house();
        for (int i = 0; i < 256; i++) {
            server.change("'of':3,'set':{'watts':" + i + "}");
        }

        assertThat(server.nextAcknowledged()).isGreaterThanOrEqualTo(256);
    }

    @Test
    void snapshotWithoutTheRootFailsTheStart() {
        server.objects = "{'id':2,'type':'Room','state':{'name':'r','closed':false},'in':[]}";

        assertThat(Probe.failure(new ClientSession(ROOMS, server, options().build()).start()))
                .hasMessageContaining("root");
        assertThat(server.nextClose()).isEqualTo(4400);
    }
}
