package io.winnow.lab.list;

/** A list's rows, each made from its number alone. */
interface RowSource {
  ListedRow row(long number);
}
