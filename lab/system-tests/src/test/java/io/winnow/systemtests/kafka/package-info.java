/** Programs that meet Winnow on its topics. */
@NullMarked
package io.winnow.systemtests.kafka;

import org.jspecify.annotations.NullMarked;
