/** Typed settings, from a properties file and the environment. */
@NullMarked
package io.winnow.kit.settings;

import org.jspecify.annotations.NullMarked;
