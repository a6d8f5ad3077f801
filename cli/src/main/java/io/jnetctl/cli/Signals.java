package io.jnetctl.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Signals to this process, signal(7). Java offers them in {@code sun.misc.Signal} alone, and javac warns of each mention of it
 * with a warning that cannot be turned off; so it is called by name. Module jdk.unsupported keeps it until there is something else (JEP
 * 260).
 */
final class Signals {
    private Signals() {}

    /**
     * Has signals run something, on a thread of the JVM, instead of ending the process.
     *
     * @param actions by the signal's name, without SIG
     * @return puts back what was before
     */
    static AutoCloseable caught(Map<String, Runnable> actions) {
        List<AutoCloseable> undo = new ArrayList<>();
        actions.forEach((name, action) -> undo.add(caught(name, action)));
        return () -> {
            for (AutoCloseable each : undo) {
                each.close();
            }
        };
    }

    private static AutoCloseable caught(String name, Runnable action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> actionType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            InvocationHandler invocations = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "SIG" + name;
            };
            Object ours =
                    Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {actionType}, invocations);
            var set = signalType.getMethod("handle", signalType, actionType);
            Object before = set.invoke(null, signal, ours);
            return () -> set.invoke(null, signal, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java does not let a program catch SIG" + name, e);
        }
    }
}
