package io.winnow.sink.results;

import com.github.rzymek.opczip.OpcOutputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;

/** A ZIP file as spreadsheets want it, which gives its native memory back. */
final class OpcZip extends OpcOutputStream {
  OpcZip(OutputStream out) {
    super(out);
    setLevel(Deflater.BEST_SPEED);
  }

  /** Nothing more is written. */
  void release() {
    def.end();
  }
}
