/**
 * The durable side of asking mail servers: {@link io.winnow.verifier.probing.ProbeProcessor} tells.
 */
@NullMarked
package io.winnow.verifier.probing;

import org.jspecify.annotations.NullMarked;
