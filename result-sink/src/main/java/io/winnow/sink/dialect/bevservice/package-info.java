/** WhoisXML's Email Verification Bulk API, where it reads: requests, how they stand, their rows. */
@NullMarked
package io.winnow.sink.dialect.bevservice;

import org.jspecify.annotations.NullMarked;
