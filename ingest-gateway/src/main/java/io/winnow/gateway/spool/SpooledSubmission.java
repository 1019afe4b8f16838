package io.winnow.gateway.spool;

import io.winnow.contracts.Submission;
import io.winnow.gateway.list.CheckedList;

/**
 * What stands in {@code submission.json}.
 *
 * @param v version of the file's form
 * @param list how to read the list again
 * @param submission as it was, or was about to be, submitted
 */
record SpooledSubmission(int v, CheckedList list, Submission submission) {
  static final int VERSION = 1;
}
