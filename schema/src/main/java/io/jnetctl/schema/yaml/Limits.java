package io.jnetctl.schema.yaml;

/**
 * What no honest manifest exceeds: a hostile one costs a bounded amount of memory and time.
 *
 * @param fileBytes the size of a file
 * @param scalarChars the length of one scalar
 * @param unbrokenChars how many characters may follow each other without a space or line end: the parser
 *     takes quadratic time for them
 * @param depth of nesting
 * @param aliasedNodes how many nodes all aliases of a file stand for
 */
public record Limits(int fileBytes, int scalarChars, int unbrokenChars, int depth, long aliasedNodes) {
    /** 8 MiB, 1 MiB, 64 Ki characters, 64 levels, a million nodes. */
    public static final Limits STANDARD = new Limits(8 << 20, 1 << 20, 1 << 16, 64, 1_000_000);
}
