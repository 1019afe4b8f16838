package io.winnow.gateway.list;

import io.winnow.contracts.ListLayout;

/**
 * A list that has been read once from end to end, and is good.
 *
 * @param format how its rows are written
 * @param charset canonical name of its charset
 * @param layout its columns
 * @param rows how many, at least 1, without header and blank lines
 * @param empty how many of them have no address
 */
public record CheckedList(
    ListFormat format, String charset, ListLayout layout, long rows, long empty) {}
