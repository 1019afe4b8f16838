/** What travels between Winnow's services: the records, their JSON, and the topics they live on. */
@NullMarked
package io.winnow.contracts;

import org.jspecify.annotations.NullMarked;
