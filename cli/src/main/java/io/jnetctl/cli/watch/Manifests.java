package io.jnetctl.cli.watch;

import io.jnetctl.schema.read.ReadResult;
import java.nio.file.Path;
import java.util.Set;

/** The manifests to keep to, which may be edited at any time. */
public interface Manifests {
    /** Reads them as they are now. */
    ReadResult read();

    /** The directories in which something may change when they do. Files are replaced by renaming others: to follow one is not enough. */
    Set<Path> directories(ReadResult read);
}
