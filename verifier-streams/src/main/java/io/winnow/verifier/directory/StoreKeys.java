package io.winnow.verifier.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.kit.directory.DirectoryShelf.Index;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys in the store: a letter for what it is, the account, a zero (which no account's name holds),
 * and what it is called; contacts in the order of their ids.
 */
final class StoreKeys {
  private StoreKeys() {}

  static Bytes contact(String account, long id) {
    byte[] name = account.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(name.length + 10)
            .put((byte) 'c')
            .put(name)
            .put((byte) 0)
            .putLong(id)
            .array());
  }

  /** Of the contact whose key that is. */
  static long idOf(Bytes contact) {
    byte[] key = contact.get();
    return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
  }

  static Bytes lead(String account, Index index, String text) {
    return switch (index) {
      case EMAIL -> key('e', account, text);
      case FID -> key('f', account, text);
    };
  }

  static Bytes counts(String account) {
    return key('a', account, "");
  }

  static Bytes bill(String account, String batch) {
    return key('b', account, batch);
  }

  static Bytes answer(String account, String nonce) {
    return key('n', account, nonce);
  }

  /** Of a place in the ring of answers. */
  static Bytes place(int number) {
    return key('r', "", Integer.toString(number));
  }

  /** Of how many answers have been given. */
  static Bytes answers() {
    return key('s', "", "");
  }

  private static Bytes key(char kind, String account, String text) {
    return Bytes.wrap((kind + account + '\0' + text).getBytes(UTF_8));
  }
}
