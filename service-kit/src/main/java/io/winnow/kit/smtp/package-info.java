/** Who asks mail servers: what both the gateway and the verifier have to know of it. */
@NullMarked
package io.winnow.kit.smtp;

import org.jspecify.annotations.NullMarked;
