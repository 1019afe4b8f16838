package io.winnow.kit.accounts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What keys are stored as. */
@FunctionalInterface
interface Digest {
  /** SHA-256. */
  Digest SHA_256 =
      bytes -> {
        try {
          return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
          throw new IllegalStateException("every JDK has SHA-256", e);
        }
      };

  /** The digest of the bytes. */
  byte[] of(byte[] bytes);
}
