/** Address lists with known verdicts, of any length. */
@NullMarked
package io.winnow.lab.list;

import org.jspecify.annotations.NullMarked;
