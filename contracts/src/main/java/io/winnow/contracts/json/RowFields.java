package io.winnow.contracts.json;

/** Names of the JSON fields of a row's records. */
final class RowFields {
  private RowFields() {}

  static final String VERSION = "v";
  static final String JOB = "job";
  static final String ROW = "row";
  static final String STATUS = "status";
  static final String REASON = "reason";
  static final String DETAIL = "detail";
  static final String NORMALIZED = "normalized";
  static final String MAIL_HOST = "mail_host";
  static final String ADDRESS = "address";
  static final String LEVEL = "level";
  static final String COLUMN = "column";
  static final String DID_YOU_MEAN = "did_you_mean";
  static final String FLAGS = "flags";
  static final String SMTP = "smtp";
  static final String DEADLINE = "deadline";
  static final String TRANSCRIPT = "transcript";
  static final String CELLS = "cells";
  static final String OPERATOR = "operator";
  static final String MAIL_HOSTS = "mail_hosts";
  static final String IMPLICIT_MX = "implicit_mx";
  static final String SUBMITTED = "submitted";
}
