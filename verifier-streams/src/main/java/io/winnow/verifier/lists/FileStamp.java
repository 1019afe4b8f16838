package io.winnow.verifier.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What changes when a file does. */
record FileStamp(Path file, FileTime modified, long size, @Nullable String key) {

  static FileStamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    return new FileStamp(
        file,
        attributes.lastModifiedTime(),
        attributes.size(),
        key == null ? null : key.toString());
  }
}
