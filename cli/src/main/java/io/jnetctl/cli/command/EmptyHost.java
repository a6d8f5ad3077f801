package io.jnetctl.cli.command;

import io.jnetctl.kernel.Observed;

/** A host with nothing on it but what every host is expected to have. */
final class EmptyHost {
    static final Observed OBSERVED = Observed.EMPTY;

    private EmptyHost() {}
}
