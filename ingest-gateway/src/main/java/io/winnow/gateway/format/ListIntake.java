package io.winnow.gateway.format;

import io.winnow.gateway.list.CheckedList;
import io.winnow.gateway.list.Glance;
import io.winnow.gateway.list.ListCheck;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.list.RecordCheck;
import io.winnow.gateway.list.RecordSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes lists in, whatever they come in: what is left in the end is one file of text, whose rows
 * can be read again from any of them.
 */
public final class ListIntake {
  /** The name in the scratch of what is left in the end. */
  public static final String LIST = "list";

  private static final int PREVIEWED_ROWS = 20;

  private final ListLimits limits;

  public ListIntake(ListLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads an upload to its end, in bounded memory, and checks the list in it. Text is kept as it
   * came, or as it was unpacked; JSON and workbooks as {@link
   * io.winnow.gateway.list.ListFormat#rewritten} tells. Does not close the upload.
   *
   * @throws ListRefused when the list is not good, or the upload breaks off
   * @throws IOException when the disk fails
   */
  public CheckedList take(InputStream upload, ListHints hints, Scratch scratch) throws IOException {
    return new Unwrapping(upload, -1, limits, scratch).read(hints, new Taking(limits, scratch));
  }

  /**
   * Reads as much of an upload as is needed to tell what {@link #take} would make of it: all of an
   * archive in ZIP or a workbook, and the first 256 Ki characters or so of anything else.
   *
   * @param announcedBytes size of the upload as the client says; not positive when it does not
   * @throws ListRefused when what was read is not good, or the upload breaks off
   * @throws IOException when the disk fails
   */
  public ListPreview preview(
      InputStream upload, long announcedBytes, ListHints hints, Scratch scratch)
      throws IOException {
    return new Unwrapping(upload, announcedBytes, limits, scratch)
        .read(hints, new Previewing(limits));
  }

  private record Taking(ListLimits limits, Scratch scratch) implements Reading<CheckedList> {
    @Override
    public CheckedList text(InputStream in, ListHints hints, Wrapping wrapping) throws IOException {
      try (OutputStream list = scratch.create(LIST)) {
        CheckedList checked = new ListCheck(limits).check(new Copying(in, list), hints);
        list.flush();
        return checked;
      }
    }

    @Override
    public CheckedList records(RecordSource source, ListHints hints, Wrapping wrapping)
        throws IOException {
      try (OutputStream list = scratch.create(LIST)) {
        return new RecordCheck(limits, source, hints).check(list);
      }
    }
  }

  private record Previewing(ListLimits limits) implements Reading<ListPreview> {
    @Override
    public ListPreview text(InputStream in, ListHints hints, Wrapping wrapping) throws IOException {
      Glance glance = new ListCheck(limits).glance(in, hints, PREVIEWED_ROWS);
      return ListPreview.of(glance, wrapping.container(), null, estimate(glance, wrapping));
    }

    @Override
    public ListPreview records(RecordSource source, ListHints hints, Wrapping wrapping)
        throws IOException {
      Glance glance = new RecordCheck(limits, source, hints).glance(PREVIEWED_ROWS);
      return ListPreview.of(
          glance, wrapping.container(), wrapping.sheet(), estimate(glance, wrapping));
    }

    private static @Nullable Long estimate(Glance glance, Wrapping wrapping) {
      SheetRows sheet = wrapping.sheet();
      if (sheet != null && sheet.announced().isPresent()) {
        long header = glance.layout().header() ? 1 : 0;
        return Math.max(glance.rowsRead(), sheet.announced().getAsLong() - header);
      }
      double share = wrapping.progress().share();
      return share <= 0
          ? null
          : Long.valueOf(Math.max(glance.rowsRead(), Math.round(glance.rowsRead() / share)));
    }
  }
}
