/** Tells the webhooks of jobs what becomes of them. */
@NullMarked
package io.winnow.sink.webhooks;

import org.jspecify.annotations.NullMarked;
