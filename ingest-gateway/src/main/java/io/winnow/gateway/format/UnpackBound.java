package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;

/** Stops what unpacks to more than a list would. */
record UnpackBound(ListLimits limits) {
  /** Little is harmless, whatever its ratio. */
  private static final long HARMLESS_BYTES = 16L << 20;

  /**
   * @param packed bytes taken so far, of one archive
   * @param unpacked what came of them
   * @throws ListRefused when it is too much
   */
  void require(long packed, long unpacked) {
    if (unpacked > limits.bytes()) {
      throw ListRefused.because(
          ListFault.LIST_TOO_LARGE,
          "what was sent unpacks to more than the "
              + limits.bytes()
              + " bytes allowed (winnow.limits.list-bytes); split the list");
    }
    if (unpacked > HARMLESS_BYTES && unpacked / limits.unpackRatio() > packed) {
      throw ListRefused.because(
          ListFault.EXPANDS_TOO_MUCH,
          "what was sent unpacks to more than "
              + limits.unpackRatio()
              + " times its size (winnow.limits.unpack-ratio), which lists do not; send the list"
              + " unpacked");
    }
  }
}
