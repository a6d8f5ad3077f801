package io.jnetctl.reconciler.resolve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names for the host's interfaces where the manifest gives none: a short prefix and 12 hexadecimal digits of a digest, which fits the 15
 * bytes of IFNAMSIZ whatever the manifest's names are, and is the same on every host.
 */
public final class InterfaceNames {
    private static final int DIGEST_BYTES = 6;

    private InterfaceNames() {}

    public static String ofBridge(String stack, String network) {
        return "br-" + digest(stack + "/" + network);
    }

    public static String ofVeth(String stack, String container, String network) {
        return "jv" + digest(stack + "/" + container + "/" + network);
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(sha256(text), 0, DIGEST_BYTES);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
