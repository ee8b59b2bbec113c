package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.Announces;
import org.mafalda.rope.AtClose;
import org.mafalda.rope.ClosedFailure;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Contract;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.Gone;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Sticky;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.rooms.BulbBurntException;

class ContractRulesTest {
    private static List<String> faultsOf(Class<?> root) {
        ContractException refused = catchThrowableOfType(ContractException.class, () -> ContractModel.of(root));
        assertThat(refused).as("%s must be refused", root).isNotNull();
        return refused == null ? List.of() : refused.faults();
    }

    /** The only fault is this one. */
    private static void assertFault(Class<?> root, String place, String rule) {
        String prefix = ContractRulesTest.class.getName() + "$";
        assertThat(faultsOf(root))
                .singleElement()
                .asString()
                .startsWith(prefix + place)
                .contains(rule);
    }

    interface NotMarked {}

    @Contract(name = "x", version = 1)
    interface NotRemote {}

    @Remote
    @Contract(name = "x", version = 1)
    static class NotAnInterface {}

    @Remote
    interface NotNamed {}

    @Test
    void theRootIsAnInterfaceThatIsRemoteAndNamed() {
        assertThat(faultsOf(NotMarked.class))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("it has no @Contract"))
                .anyMatch(fault -> fault.contains("it is not an interface with @Remote"));
        assertFault(NotRemote.class, "NotRemote", "it is not an interface with @Remote");
        assertFault(NotAnInterface.class, "NotAnInterface", "it is not an interface with @Remote");
        assertFault(NotNamed.class, "NotNamed", "it has no @Contract; the root of a contract names and numbers it");
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface Parameterised<T> {
        int size();
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface ParameterisedMethod {
        <T> CompletableFuture<Void> put(List<String> values);
    }

    @Test
    void thereAreNoTypeParameters() {
        assertFault(Parameterised.class, "Parameterised", "it has type parameters");
        assertFault(ParameterisedMethod.class, "ParameterisedMethod.put", "has type parameters");
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface Overloaded {
        CompletableFuture<Void> put(String value);

        CompletableFuture<Void> put(int value);
    }

    @Test
    void thereAreNoOverloads() {
        assertFault(Overloaded.class, "Overloaded.put", "is overloaded; methods of an object have different names");
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface OfNoKind {
        Future<String> later();
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface RawFuture {
        @SuppressWarnings("rawtypes")
        CompletableFuture later();
    }

    @Test
    void everyMethodIsOfAKind() {
        assertFault(
                OfNoKind.class,
                "OfNoKind.later",
                "returns java.util.concurrent.Future<java.lang.String>, which is of no kind");
        assertFault(RawFuture.class, "RawFuture.later", "returns a CompletableFuture without saying of what");
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface StateWithArguments {
        int level(String of);
    }

    @Test
    void stateHasNoArguments() {
        assertFault(
                StateWithArguments.class, "StateWithArguments.level", "returns int and has parameters; state has none");
    }

    record Happened(int what) {}

    @Remote
    @Contract(name = "x", version = 1)
    interface NoEvents {
        Subscription happened(Listener<Happened> listener);

        Subscription onString(Listener<String> listener);

        @SuppressWarnings("rawtypes")
        Subscription onRaw(Listener listener);

        Subscription onTwo(Listener<Happened> listener, int more);

        Subscription onRunnable(Runnable listener);

        Subscription onNothing();

        Subscription onObject(Listener<NoEvents> listener);
    }

    @Test
    void anEventIsASubscriptionToAListenerOfARecord() {
        assertThat(faultsOf(NoEvents.class))
                .hasSize(7)
                .allMatch(fault -> fault.contains("is no event; an event is 'Subscription onX(Listener<R>)'"));
    }

    record WithDate(String name, List<Date> dates) {}

    record WithThread(@Nullable Thread thread) {}

    record Generic<T>(T value) {}

    sealed interface Mixed {
        record Fine() implements Mixed {}

        final class NoRecord implements Mixed {}
    }

    enum Twins {
        ONE,
        TWO;

        @Override
        public String toString() {
            return "same";
        }
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface Unsupported {
        CompletableFuture<Void> date(Date when);

        CompletableFuture<Date> now();

        CompletableFuture<Void> character(char value);

        CompletableFuture<Void> array(int[] values);

        CompletableFuture<Void> arrays(List<String>[] values);

        CompletableFuture<Void> inside(WithDate value);

        void oneWay(Set<WithThread> value);

        Map<Double, String> byDouble();

        CompletableFuture<Void> generic(Generic<String> value);

        CompletableFuture<Void> mixed(Mixed value);

        CompletableFuture<Void> twins(Twins value);

        CompletableFuture<Void> unmarked(NotMarked value);
    }

    @Test
    void whatCannotBeSentIsNamedWithItsPlace() {
        assertThat(faultsOf(Unsupported.class))
                .hasSize(12)
                .anyMatch(fault -> fault.contains("Unsupported.date, parameter when: java.util.Date cannot be sent"))
                .anyMatch(fault -> fault.contains("Unsupported.now, result: java.util.Date cannot be sent"))
                .anyMatch(fault -> fault.contains("Unsupported.character, parameter value: char cannot be sent"))
                .anyMatch(fault -> fault.contains("Unsupported.array, parameter values: int[] cannot be sent"))
                .anyMatch(fault -> fault.contains("Unsupported.arrays, parameter values: java.util.List"))
                .anyMatch(fault -> fault.contains("WithDate, component dates: java.util.Date cannot be sent"))
                .anyMatch(fault -> fault.contains("WithThread, component thread: java.lang.Thread cannot be sent"))
                .anyMatch(fault -> fault.contains("Unsupported.byDouble: a map has java.lang.Double as keys"))
                .anyMatch(fault -> fault.contains("Unsupported.generic, parameter value:")
                        && fault.contains("has type parameters"))
                .anyMatch(fault ->
                        fault.contains("Mixed permits") && fault.contains("neither a record nor a sealed interface"))
                .anyMatch(fault -> fault.contains("Twins: two constants have the same toString()"))
                .anyMatch(fault -> fault.contains("Unsupported.unmarked, parameter value:")
                        && fault.contains("NotMarked cannot be sent"));
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface Misannotated {
        @Lossy
        boolean oneWayWithResult();

        @Lossy
        CompletableFuture<Void> procedure();

        @Sticky
        CompletableFuture<Void> stickyProcedure();

        @OnDemand
        void oneWay();

        @Coalesced
        int state();

        @Coalesced
        @Lossy
        Subscription onBoth(Listener<Happened> listener);

        @Sticky
        @OnDemand
        Subscription onSticky(Listener<Happened> listener);

        @AtClose("closed")
        void end();

        @AtClose
        int number();

        @AtClose("purple")
        Thread.State colour();

        @Announces("others")
        Subscription onHappened(Listener<Happened> listener);
    }

    @Test
    void annotationsStandWhereTheyMeanSomething() {
        assertThat(faultsOf(Misannotated.class))
                .anyMatch(fault ->
                        fault.contains("oneWayWithResult is @Lossy and returns boolean; a one-way method returns void"))
                .anyMatch(
                        fault -> fault.contains("procedure is @Lossy and a procedure; only one-way methods and events"))
                .anyMatch(fault -> fault.contains("stickyProcedure is @Sticky and no event"))
                .anyMatch(fault -> fault.contains("oneWay is @OnDemand and no event"))
                .anyMatch(fault -> fault.contains("state is @Coalesced and no event"))
                .anyMatch(fault -> fault.contains("onBoth is both @Coalesced and @Lossy; an event has one class"))
                .anyMatch(fault -> fault.contains("onSticky is @Sticky; such an event is reliable and not on demand"))
                .anyMatch(fault -> fault.contains("end is @AtClose and no state"))
                .anyMatch(fault -> fault.contains("number is @AtClose with a value that it cannot have"))
                .anyMatch(fault -> fault.contains("colour is @AtClose with a value that it cannot have"))
                .anyMatch(fault -> fault.contains("onHappened is @Announces(\"others\"); that names a collection"))
                .hasSize(11);
    }

    record BadlyGone(int what) {
        @Gone
        static BadlyGone gone() {
            return new BadlyGone(0);
        }
    }

    record TwiceGone(int what) {
        @Gone
        public static TwiceGone gone() {
            return new TwiceGone(0);
        }

        @Gone
        public static TwiceGone lost() {
            return new TwiceGone(1);
        }
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface Going {
        @Sticky
        Subscription onBadlyGone(Listener<BadlyGone> listener);

        @Sticky
        Subscription onTwiceGone(Listener<TwiceGone> listener);
    }

    @Test
    void theEventOfAVanishedObjectIsMadeByOnePublicStaticMethod() {
        assertThat(faultsOf(Going.class))
                .hasSize(2)
                .anyMatch(fault -> fault.contains("BadlyGone.gone is @Gone; such a method is public and static"))
                .anyMatch(fault -> fault.contains("TwiceGone has two methods with @Gone for the same cause"));
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface Collections {
        Map<String, NotMarked> things();

        Map<Long, NotNamed> byNumber();
    }

    @Test
    void collectionsHoldRemoteObjectsByString() {
        assertThat(faultsOf(Collections.class))
                .hasSize(2)
                .allMatch(fault -> fault.contains("a collection holds @Remote interfaces by String"))
                .anyMatch(
                        fault -> fault.contains("Collections.things is a collection of") && fault.contains("NotMarked"))
                .anyMatch(fault -> fault.contains("Collections.byNumber is a collection of"));
    }

    interface Other {
        @Remote
        interface Lamp {}

        record Options(int number) {}
    }

    interface Another {
        @Remote
        interface Lamp {}

        record Options(int number) {}

        record SameNames(int number) {}
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface SameNames {
        CompletableFuture<Other.Lamp> one(Other.Options options);

        CompletableFuture<Another.Lamp> two(Another.Options options);

        CompletableFuture<Void> three(Another.SameNames options);
    }

    @Test
    void simpleNamesAreUnique() {
        assertThat(faultsOf(SameNames.class))
                .hasSize(3)
                .allMatch(
                        fault -> fault.contains("has the same simple name; simple names are unique within a contract"))
                .anyMatch(fault -> fault.contains("$Lamp"))
                .anyMatch(fault -> fault.contains("$Options"))
                .anyMatch(fault -> fault.contains("$SameNames"));
    }

    static final class WithoutConstructor extends DetailedException {
        private static final long serialVersionUID = 1L;

        WithoutConstructor() {
            super("x", Map.of());
        }
    }

    interface Elsewhere {
        final class BulbBurntException extends DetailedException {
            private static final long serialVersionUID = 1L;

            public BulbBurntException(String fact, Map<String, ? extends @Nullable Object> details) {
                super(fact, details);
            }
        }
    }

    @Remote
    @Contract(
            name = "x",
            version = 1,
            failures = {WithoutConstructor.class, BulbBurntException.class, Elsewhere.BulbBurntException.class})
    @ClosedFailure(UnnamedFailure.class)
    interface Failing {}

    static final class UnnamedFailure extends DetailedException {
        private static final long serialVersionUID = 1L;

        public UnnamedFailure(String fact, Map<String, ? extends @Nullable Object> details) {
            super(fact, details);
        }
    }

    @Test
    void failuresCanBeMadeAndToldApart() {
        assertThat(faultsOf(Failing.class))
                .hasSize(3)
                .anyMatch(fault ->
                        fault.contains("WithoutConstructor: it has no public constructor (String fact, Map details)"))
                .anyMatch(fault -> fault.contains("BulbBurntException: another failure has the same simple name"))
                .anyMatch(
                        fault -> fault.contains("Failing is @ClosedFailure(") && fault.contains("one of the failures"));
    }

    @Remote
    @Contract(name = "x", version = 1)
    interface Parent {
        CompletableFuture<FirstChild> first();

        CompletableFuture<Void> broken(Thread thread);
    }

    @Remote
    interface FirstChild extends Parent {}

    @Test
    void aFaultThatIsInheritedIsToldOnce() {
        assertFault(Parent.class, "Parent.broken, parameter thread", "java.lang.Thread cannot be sent");
    }

    @Test
    void theMessageListsAllFaults() {
        assertThatThrownBy(() -> ContractModel.of(Unsupported.class))
                .hasMessageStartingWith(Unsupported.class.getName() + " cannot be exported or proxied:\n  - ")
                .hasMessageContaining("\n  - %s.now".formatted(Unsupported.class.getName()))
                .hasMessageContaining("\nWhat can be sent are primitives")
                .hasMessageEndingWith("[faults:12]");
    }
}
