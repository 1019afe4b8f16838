/**
 * The directory of an account: its rules, as a class that knows nothing of Kafka, and the desk
 * where gateways ask for things to be done to it.
 */
@NullMarked
package io.winnow.kit.directory;

import org.jspecify.annotations.NullMarked;
