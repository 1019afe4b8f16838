/** Gateways that die, that are several, and that are asked by strangers. */
@NullMarked
package io.winnow.systemtests.gateway;

import org.jspecify.annotations.NullMarked;
