package io.winnow.gateway.list;

import org.jspecify.annotations.Nullable;

/**
 * What the user says about a list.
 *
 * @param format how its rows are written
 * @param charset its name; null when the list is to tell, or is UTF-8
 * @param column the one with the addresses, by name or number from 1; null when it is to be found
 */
public record ListHints(ListFormat format, @Nullable String charset, @Nullable String column) {}
