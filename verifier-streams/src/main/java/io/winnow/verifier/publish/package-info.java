/** Where verdicts go: to the topic of verdicts, and to whoever waits for one. */
@NullMarked
package io.winnow.verifier.publish;

import org.jspecify.annotations.NullMarked;
