package io.winnow.gateway.list;

/**
 * How large a list may be. A list at a limit is good.
 *
 * @param bytes of the file
 * @param rows without header and blank lines
 * @param rowBytes of one row as it travels: its cells as JSON in UTF-8, three more for each cell
 * @param columns of the list
 */
public record ListLimits(long bytes, long rows, int rowBytes, int columns) {}
