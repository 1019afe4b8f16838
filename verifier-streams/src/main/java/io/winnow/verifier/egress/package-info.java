/** Whether this machine can reach mail servers at all. */
@NullMarked
package io.winnow.verifier.egress;

import org.jspecify.annotations.NullMarked;
