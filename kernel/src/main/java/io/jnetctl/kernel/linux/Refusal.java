package io.jnetctl.kernel.linux;

import io.jnetctl.kernel.KernelException;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import io.jnetctl.kernel.resource.Resource;

/** Puts a refused system call or message into the words of the port. */
public final class Refusal {
    private Refusal() {}

    /** {@code veth shop.web/eth0: No such device (ENODEV)}. */
    public static KernelException of(Resource resource, ErrnoException e) {
        return because(resource, e, e.detail().isEmpty() ? e.error().text() : e.detail());
    }

    /** Of a part of the work: {@code veth shop.web/eth0: bridge br-front: No such device (ENODEV)}. */
    public static KernelException of(Resource resource, String part, ErrnoException e) {
        return because(
                resource, e, part + ": " + (e.detail().isEmpty() ? e.error().text() : e.detail()));
    }

    public static KernelException of(Resource resource, String errno, String why) {
        return new KernelException(errno, text(resource, why) + " (" + errno + ")");
    }

    /** Of something that is no resource. */
    public static KernelException of(ErrnoException e) {
        String message = String.valueOf(e.getMessage());
        String advice =
                e.error().symbol().equals("EPERM") ? "; this needs root, or CAP_NET_ADMIN and CAP_SYS_ADMIN" : "";
        return new KernelException(e.error().symbol(), message + advice, e);
    }

    private static KernelException because(Resource resource, ErrnoException e, String why) {
        return new KernelException(
                e.error().symbol(), text(resource, why) + " (" + e.error().symbol() + ")", e);
    }

    private static String text(Resource resource, String why) {
        return resource.kind().name() + " " + resource.label() + ": " + why;
    }
}
