package io.winnow.gateway.format;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.winnow.gateway.list.Glance;
import io.winnow.gateway.list.ListFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a list would be understood, by its beginning.
 *
 * @param format how its rows are written
 * @param container what it came in: {@code none}, {@code gzip} or {@code zip}
 * @param charset canonical name of its charset, as far as was read
 * @param delimiter between cells, one character; absent when the format has none
 * @param header whether its first row, or its keys, name the columns
 * @param columns their names, in order
 * @param addressColumn index of the one with the addresses, from 0
 * @param addressColumnBy what told that: {@code choice}, {@code name} or {@code content}
 * @param sheet that would be read; absent when it is no workbook
 * @param sheets of the workbook; absent when it is none
 * @param rows the first, with a cell for each column
 * @param rowsRead how many were looked at
 * @param complete whether these are all
 * @param estimatedRows how many there probably are; exact when complete, absent when nothing tells
 * @param warnings what may surprise, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListPreview(
    ListFormat format,
    String container,
    String charset,
    @Nullable String delimiter,
    boolean header,
    List<String> columns,
    int addressColumn,
    String addressColumnBy,
    @Nullable String sheet,
    @Nullable List<String> sheets,
    List<List<String>> rows,
    long rowsRead,
    boolean complete,
    @Nullable Long estimatedRows,
    List<String> warnings) {

  /** What was seen, where it came in, and how many rows there may be. */
  static ListPreview of(
      Glance glance, Container container, @Nullable SheetRows sheet, @Nullable Long rows) {
    return new ListPreview(
        glance.format(),
        container.wireName(),
        glance.charset(),
        glance.format() == ListFormat.CSV ? glance.layout().delimiter() : null,
        glance.layout().header(),
        glance.layout().columns(),
        glance.layout().addressColumn(),
        glance.addressColumnBy().name().toLowerCase(Locale.ROOT),
        sheet == null ? null : sheet.sheet(),
        sheet == null ? null : sheet.sheets(),
        glance.rows(),
        glance.rowsRead(),
        glance.whole(),
        glance.whole() ? Long.valueOf(glance.rowsRead()) : rows,
        PreviewWarnings.of(glance, sheet));
  }
}
