/** Lists on disk, from their arrival until all their rows are on the topic. */
@NullMarked
package io.winnow.gateway.spool;

import org.jspecify.annotations.NullMarked;
