/** What is under deploy for those who operate Winnow fits what Winnow is. */
@NullMarked
package io.winnow.systemtests.operations;

import org.jspecify.annotations.NullMarked;
