/**
 * The contract of the chaos runs: a counter, accounts that come and go, events of all classes; nothing to do with
 * media.
 */
@NullMarked
package org.mafalda.chaos.ledger;

import org.jspecify.annotations.NullMarked;
