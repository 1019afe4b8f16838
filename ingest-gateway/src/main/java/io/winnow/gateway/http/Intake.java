package io.winnow.gateway.http;

import io.winnow.gateway.spool.UploadRequest;
import java.io.InputStream;

/** Makes a job of an upload. */
@FunctionalInterface
public interface Intake {
  /**
   * Takes the list to disk, checks it, and waits until it is a job.
   *
   * @throws io.winnow.gateway.list.ListRefused when the list is not good
   * @throws io.winnow.gateway.admit.NotAdmitted when it does not become a job
   */
  AcceptedJob take(UploadRequest request, InputStream body);
}
