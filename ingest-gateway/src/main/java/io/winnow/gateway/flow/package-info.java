/** What keeps uploads within bounds while they arrive: how many, how slow, how much in all. */
@NullMarked
package io.winnow.gateway.flow;

import org.jspecify.annotations.NullMarked;
