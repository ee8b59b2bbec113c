package org.mafalda.rope.server.internal;

import java.util.List;

/**
 * Objects that have come into the table.
 *
 * @param created the objects, parents first; clients hear of them in one step
 * @param followUps steps that are to be told after it: what was known before and stands in their collections
 */
record Admitted(List<Exported> created, List<Step> followUps) {}
