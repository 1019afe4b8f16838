/** What the gateway knows of jobs that exist. */
@NullMarked
package io.winnow.gateway.jobs;

import org.jspecify.annotations.NullMarked;
