/** The three services on a real cluster of brokers, in containers where an engine answers. */
@NullMarked
package io.winnow.systemtests.cluster;

import org.jspecify.annotations.NullMarked;
