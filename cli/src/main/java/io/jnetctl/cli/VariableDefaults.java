package io.jnetctl.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options from the environment: {@code --detailed-exitcode} is also {@code JNETCTL_DETAILED_EXITCODE}. Options that may be repeated read
 * their lists themselves.
 */
final class VariableDefaults implements IDefaultValueProvider {
    private static final String PREFIX = "JNETCTL_";

    private final Map<String, String> variables;

    VariableDefaults(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.isMultiValue() || option.usageHelp()) {
            return null;
        }
        for (String name : option.names()) {
            if (name.startsWith("--")) {
                String value = variables.get(
                        PREFIX + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'));
                if (value != null && !value.isEmpty()) {
                    return isFlag(option) ? flag(value) : value;
                }
            }
        }
        return null;
    }

    private static boolean isFlag(OptionSpec option) {
        return option.arity().max() == 0;
    }

    private static String flag(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "yes", "on" -> "true";
            case "0", "no", "off" -> "false";
            default -> value;
        };
    }
}
