package io.jnetctl.cli.show;

import io.jnetctl.cli.host.Failure;

/** {@code STACK/CONTAINER}, as commands take it. */
public record ContainerName(String stack, String container) {
    /** @throws Failure when it is not of that form */
    public static ContainerName parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1 || text.indexOf('/', slash + 1) >= 0) {
            throw new Failure("\"" + text + "\" does not name a container", "write STACK/CONTAINER, such as shop/web");
        }
        return new ContainerName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return stack + "/" + container;
    }
}
