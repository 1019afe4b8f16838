/** What the process measures of itself, for Prometheus. */
@NullMarked
package io.winnow.kit.metrics;

import org.jspecify.annotations.NullMarked;
