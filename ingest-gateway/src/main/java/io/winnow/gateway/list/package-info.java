/** Understanding a user's list: charset, delimiter, header, the column with the addresses, rows. */
@NullMarked
package io.winnow.gateway.list;

import org.jspecify.annotations.NullMarked;
