/** Webhooks, told by all of Winnow. */
@NullMarked
package io.winnow.systemtests.webhooks;

import org.jspecify.annotations.NullMarked;
