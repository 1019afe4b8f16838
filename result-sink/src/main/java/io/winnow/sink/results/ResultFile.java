package io.winnow.sink.results;

import io.winnow.contracts.Job;
import java.io.IOException;
import java.io.OutputStream;

/** The formats in which a result is a file. */
public enum ResultFile {
  /** As the list came, but for its quotes. */
  CSV("csv", "text/csv; charset=utf-8") {
    @Override
    RowWriter writer(Job job, ColumnChoice columns, OutputStream out) throws IOException {
      return new CsvRows(job.layout(), columns, false, out);
    }
  },
  /** The same, with the user's own cells so marked that none is run. */
  CSV_WITHOUT_FORMULAS("csv", "text/csv; charset=utf-8") {
    @Override
    RowWriter writer(Job job, ColumnChoice columns, OutputStream out) throws IOException {
      return new CsvRows(job.layout(), columns, true, out);
    }
  },
  /** A JSON object a line. */
  JSONL("jsonl", "application/x-ndjson") {
    @Override
    RowWriter writer(Job job, ColumnChoice columns, OutputStream out) throws IOException {
      return new JsonLines(columns, out);
    }
  },
  /** A workbook of texts. */
  XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") {
    @Override
    RowWriter writer(Job job, ColumnChoice columns, OutputStream out) {
      return new XlsxRows(columns, false, out);
    }
  },
  /** The same, with the user's own cells so marked that none is run when it is saved as CSV. */
  XLSX_WITHOUT_FORMULAS(XLSX.extension, XLSX.contentType) {
    @Override
    RowWriter writer(Job job, ColumnChoice columns, OutputStream out) {
      return new XlsxRows(columns, true, out);
    }
  };

  private final String extension;
  private final String contentType;

  ResultFile(String extension, String contentType) {
    this.extension = extension;
    this.contentType = contentType;
  }

  abstract RowWriter writer(Job job, ColumnChoice columns, OutputStream out) throws IOException;

  /** What names of such files end with, without the dot. */
  public String extension() {
    return extension;
  }

  /** The media type. */
  public String contentType() {
    return contentType;
  }

  /** Whether it is worth while to compress it. */
  public boolean compressible() {
    return !extension.equals(XLSX.extension);
  }
}
