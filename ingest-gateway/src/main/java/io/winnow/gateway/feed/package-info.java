/** What the topics say of jobs, as it comes. */
@NullMarked
package io.winnow.gateway.feed;

import org.jspecify.annotations.NullMarked;
