/** WhoisXML's Email Verification Bulk API, where it writes: requests come in. */
@NullMarked
package io.winnow.gateway.dialect.bevservice;

import org.jspecify.annotations.NullMarked;
