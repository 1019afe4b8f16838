package io.winnow.contracts;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list of texts that never changes, so that a record takes it as it is. For lists that keep their
 * texts in another form and make them when asked.
 */
public abstract class FixedTexts extends AbstractList<String> implements RandomAccess {

  /** The same texts in a list that never changes. */
  static List<String> of(List<String> texts) {
    return texts instanceof FixedTexts ? texts : List.copyOf(texts);
  }
}
