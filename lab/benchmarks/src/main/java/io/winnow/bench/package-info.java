/** The numbers: what Winnow reaches beside what the machine allows, in one run. */
@NullMarked
package io.winnow.bench;

import org.jspecify.annotations.NullMarked;
