package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.ObjectClosedException;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.RemoteFailureException;
import org.mafalda.rope.RequestTimeoutException;
import org.mafalda.rope.rooms.BulbBurntException;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.Lamp;
import org.mafalda.rope.rooms.LampOptions;
import org.mafalda.rope.rooms.Room;

class CallTest extends ScriptedTest {
    @Test
    void callBecomesARequestAndItsAnswerTheResult() {
        CompletableFuture<Void> call = lamp().turn(true);

        Map<?, ?> request = server.next("turn");
        assertThat(request.get("params")).isEqualTo(List.of(3L, true));
        assertThat(request.get("id")).isInstanceOf(Long.class);
        server.result(request, "null");
        assertThat(Probe.await(call)).isNull();
    }

    @Test
    void resultIsTheObjectThatIsInItsCollectionAlready() {
        CompletableFuture<Boolean> there = kitchen()
                .addLamp(new LampOptions(60, "l2"))
                .thenApply(lamp -> lamp.equals(kitchen().lamps().get("l2")) && lamp.watts() == 60);

        Map<?, ?> request = server.next("addLamp");
        assertThat(request.get("params")).isEqualTo(List.of(2L, Map.of("watts", 60L, "label", "l2")));
        server.change("'of':2,'created':[{'id':9,'type':'Lamp','state':{'on':false,'watts':60,'room':2},"
                + "'in':[[2,'lamps','l2']]}]");
        server.result(request, "9");

        assertThat(Probe.await(there)).isTrue();
    }

    @Test
    void answersMayOvertakeEachOther() {
        CompletableFuture<Room> first = house().addRoom("first");
        CompletableFuture<Room> second = house().addRoom("second");
        Map<?, ?> firstRequest = server.next();
        Map<?, ?> secondRequest = server.next();

        server.result(secondRequest, "2");

        assertThat(Probe.await(second)).isSameAs(kitchen());
        assertThat(first).isNotDone();
        server.result(firstRequest, "2");
        assertThat(Probe.await(first)).isSameAs(kitchen());
    }

    @Test
    void failureOfTheContractArrivesAsItself() {
        var call = kitchen().addLamp(new LampOptions(4000, null));

        server.error(
                server.next(),
                "{'code':-32000,'message':'Bulb burnt [watts:4000]',"
                        + "'data':{'name':'BulbBurntException','fact':'Bulb burnt','details':{'watts':4000}}}");

        assertThat(Probe.failure(call)).isInstanceOf(BulbBurntException.class).hasMessage("Bulb burnt [watts:4000]");
    }

    @Test
    void otherFailuresArriveAsRemoteFailure() {
        var call = lamp().turn(true);

        server.error(server.next(), "{'code':-32603,'message':'boom','data':{'name':'IllegalStateException'}}");

        assertThat(Probe.failure(call))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("boom")
                .hasMessageContaining("IllegalStateException");
    }

    @Test
    void callThatLostTheRaceAgainstACloseFails() {
        Room kitchen = kitchen();
        var call = kitchen.addLamp(new LampOptions(1, null));

        server.change("'of':2,'set':{'closed':true},'event':['onClose',{}],'closed':true");
        server.error(server.next(), "{'code':-32001,'message':'No such object [id:2]'}");

        assertThat(Probe.failure(call))
                .isInstanceOf(ObjectClosedException.class)
                .hasMessage("Room is closed [id:#2, method:addLamp]");
    }

    @Test
    void callWithoutAnAnswerTimesOutAndIsAbandoned() {
        connect(options().requestTimeout(Duration.ofMillis(150)).build());
        CompletableFuture<Room> call = house().addRoom("slow");
        Map<?, ?> request = server.next("addRoom");

        assertThat(Probe.failure(call))
                .isInstanceOf(RequestTimeoutException.class)
                .hasMessageContaining("method:addRoom");
        Map<?, ?> abandoned = server.next("rope.abandon");
        assertThat(abandoned.get("params")).isEqualTo(Map.of("id", Objects.requireNonNull(request.get("id"))));
        assertThat(session().pendingCalls()).isZero();

        server.result(request, "2");
        CompletableFuture<Void> next = lamp().turn(true);
        server.result(server.next("turn"), "null");
        Probe.await(next);
    }

    @Test
    void deadlinesAreKeptOneByOne() {
        connect(options().requestTimeout(Duration.ofMillis(200)).build());
        CompletableFuture<Room> late = house().addRoom("late");
        CompletableFuture<Room> answered = house().addRoom("answered");
        server.next();
        server.result(server.next(), "2");
        Probe.await(answered);

        assertThat(Probe.failure(late)).isInstanceOf(RequestTimeoutException.class);
        assertThat(Probe.failure(house().addRoom("later"))).isInstanceOf(RequestTimeoutException.class);
    }

    @Test
    void oneWayMessageHasNoId() {
        lamp().blink();

        Map<?, ?> message = server.next("blink");
        assertThat(message.get("params")).isEqualTo(List.of(3L));
        assertThat(message.containsKey("id")).isFalse();
    }

    @Test
    void lossyMessageIsDroppedWhileTooMuchIsUnderWay() {
        server.greeting = "'forbidden':[],'heartbeat':10000,'resumeWindow':0,'maxMessage':10000000";
        Lamp lamp = lamp();
        server.stall();

        var added = kitchen().addLamp(new LampOptions(60, "l".repeat(5 << 20)));
        lamp.blink();
        var turned = lamp.turn(true);
        server.resume();

        server.next("addLamp");
        server.next("turn");
        lamp.blink();
        server.next("blink");
        assertThat(added).isNotDone();
        assertThat(turned).isNotDone();
    }

    @Test
    void messagesOfOneCallerKeepTheirOrder() {
        Lamp lamp = lamp();
        var turned = lamp.turn(true);
        lamp.blink();
        kitchen().close();

        server.next("turn");
        server.next("blink");
        server.next("close");
        assertThat(turned).isNotDone();
    }

    @Test
    void blockingInsideAListenerFailsAtOnce() {
        Lamp lamp = lamp();
        Probe<Throwable> failures = Probe.of(listener -> lamp.onTurn(event -> {
            try {
                lamp.turn(false).join();
                listener.on(new AssertionError("The listener could wait"));
            } catch (IllegalStateException e) {
                listener.on(e);
            }
        }));

        server.change("'of':3,'set':{'on':true},'event':['onTurn',{'on':true}]");

        assertThat(failures.next()).isInstanceOf(IllegalStateException.class).hasMessageContaining("continuation");
    }

    @Test
    void listenerThatThrowsHarmsNobody() {
        Lamp lamp = lamp();
        Probe<Boolean> heard = new Probe<>();
        try (var bad = lamp.onTurn(event -> {
                    throw new IllegalStateException("Thrown on purpose");
                });
                var good = lamp.onTurn(event -> heard.on(event.on()))) {
            server.change("'of':3,'set':{'on':true},'event':['onTurn',{'on':true}]");
            assertThat(heard.next()).isTrue();
            assertThat(bad).isNotSameAs(good);
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void answerThatDoesNotFitFailsItsCallAlone() {
        var call = house().addRoom("x");
        server.result(server.next(), "'what?'");
        assertThat(Probe.failure(call)).isInstanceOf(ProtocolException.class);

        var unknown = house().addRoom("y");
        server.result(server.next(), "4711");
        assertThat(Probe.failure(unknown)).isInstanceOf(ProtocolException.class).hasMessageContaining("4711");

        var wrong = house().addRoom("z");
        server.result(server.next(), "3");
        assertThat(Probe.failure(wrong)).isInstanceOf(ProtocolException.class);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void answerToNothingIsIgnored() {
        house();
        server.send("{'jsonrpc':'2.0','id':4711,'result':null}");
        server.send("{'jsonrpc':'2.0','id':4712,'error':{'code':-32603,'message':'?'}}");
        settle();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void messageThatIsTooLongFailsItsCallAlone() {
        server.greeting = "'forbidden':[],'heartbeat':10000,'maxMessage':300";
        House house = house();

        assertThat(Probe.failure(house.addRoom("x".repeat(400))))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("bytes:");
        var next = house.addRoom("short");
        server.result(server.next("addRoom"), "2");
        Probe.await(next);
    }

    @Test
    void faultsOfTheServerAreOnlyLogged() {
        house();
        server.send("{'jsonrpc':'2.0','method':'rope.fault','params':{'code':-32601,'message':'no such method'}}");
        settle();
        assertThat(server.connections()).isEqualTo(1);
    }
}
