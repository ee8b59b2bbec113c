/**
 * The kit of the acceptance suite: the hook for the implementation under test, probes, and the checks after each test.
 *
 * <p>What an implementation must do stands in {@link org.mafalda.acceptance.contract}; a composition is one class that
 * supplies a {@link org.mafalda.acceptance.Backend} and nests every contract.
 */
@NullMarked
package org.mafalda.acceptance;

import org.jspecify.annotations.NullMarked;
