/** A real KRaft broker inside this process. */
@NullMarked
package io.winnow.standalone.broker;

import org.jspecify.annotations.NullMarked;
