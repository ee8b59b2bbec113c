/**
 * Remote Objects, Procedures and Events: what an interface and its implementations need to be exported.
 *
 * <p>The kind of a method of a {@link org.mafalda.rope.Remote} interface is readable from its signature:
 *
 * <ul>
 *   <li>{@code CompletableFuture<T> verb(…)} is a <em>procedure</em>: failures travel in the future only, but a
 *       {@code null} argument throws {@link java.lang.NullPointerException} at the call;
 *   <li>{@code void verb(…)} is a <em>one-way</em> message, in order with the caller's other calls and ignored when the
 *       object is closed;
 *   <li>a noun without arguments that returns a value is <em>state</em>: it never blocks;
 *   <li>a noun that returns {@code Map<String, X>} for a remote {@code X} is a live read-only <em>collection</em> of
 *       children;
 *   <li>{@code Subscription onX(Listener<XEvent>)} is an <em>event</em>;
 *   <li>a {@code default} method runs where it is called, on state alone.
 * </ul>
 *
 * <p>There are no overloads and no type parameters on these interfaces. The annotations {@link org.mafalda.rope.Lossy},
 * {@link org.mafalda.rope.Coalesced}, {@link org.mafalda.rope.OnDemand} and {@link org.mafalda.rope.Sticky} say how
 * events and one-way messages are to be treated.
 *
 * <p>An object that can end has the state {@code boolean closed()}. Its proxy knows by itself what that means, because
 * {@link org.mafalda.rope.AtClose}, {@link org.mafalda.rope.Gone}, {@link org.mafalda.rope.ClosedFailure} and
 * {@link org.mafalda.rope.Contract#closedFailure} tell it: when the object is closed, or vanishes with the connection
 * through which it was known, {@code closed()} is true, other state has its last value, calls fail, and the sticky
 * events are fired. What appeared while a client was away is told by the events that {@link org.mafalda.rope.Announces}
 * marks.
 */
@NullMarked
package org.mafalda.rope;

import org.jspecify.annotations.NullMarked;
