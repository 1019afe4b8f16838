package io.winnow.kit.dialect;

/**
 * What went wrong in Winnow's own words, before a dialect puts it into its.
 *
 * @param status of HTTP, 400 to 599
 * @param code as in docs/errors.md
 * @param detail for people
 * @param requestId leads to the log
 */
public record Failure(int status, String code, String detail, String requestId) {}
