/**
 * What every implementation of the mediasoup API must do: one contract class per subject, nested by the compositions.
 */
@NullMarked
package org.mafalda.acceptance.contract;

import org.jspecify.annotations.NullMarked;
