package io.jnetctl.kernel.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jnetctl.inet.Cidr;
import io.jnetctl.inet.Family;
import io.jnetctl.inet.InterfaceAddress;
import io.jnetctl.inet.IpAddress;
import io.jnetctl.inet.MacAddress;
import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.Netns;
import io.jnetctl.kernel.NetworkPolicy;
import io.jnetctl.kernel.flow.FlowPattern;
import io.jnetctl.kernel.resource.Attribute;
import io.jnetctl.kernel.resource.Kind;
import io.jnetctl.kernel.resource.Kinds;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.Resource;
import io.jnetctl.kernel.resource.Route;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KindsTest {
    /** The location decides whose file it is, and the role which kind it is. */
    private static final Set<String> DECIDED_BY_OTHERS =
            Set.of("hosts.netns", "resolv_conf.netns", "environment.netns");

    static Stream<Kind<? extends Resource>> kinds() {
        return Kinds.ALL.stream();
    }

    @Test
    void everyResourceHasAKind() {
        Set<Class<?>> described = new HashSet<>();
        Kinds.ALL.forEach(kind -> described.add(kind.type()));
        assertEquals(Set.of(Resource.class.getPermittedSubclasses()), described);
    }

    @Test
    void everyKindHasItsOwnName() {
        assertEquals(
                Kinds.ALL.size(), Kinds.ALL.stream().map(Kind::name).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachComponentIsIdentityOrAttributeOnce(Kind<? extends Resource> kind) {
        List<String> described = new ArrayList<>(kind.identity());
        kind.attributes().forEach(attribute -> described.add(attribute.component()));
        assertEquals(
                Arrays.stream(kind.type().getRecordComponents())
                        .map(RecordComponent::getName)
                        .sorted()
                        .toList(),
                described.stream().sorted().toList());
        assertEquals(
                kind.attributes().size(),
                kind.attributes().stream().map(Attribute::name).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <R extends Resource> void eachAttributeIsReadFromItsComponent(Kind<R> kind) throws ReflectiveOperationException {
        for (boolean other : new boolean[] {false, true}) {
            R resource = make(kind, other ? names(kind) : Set.of());
            for (Attribute<R> attribute : kind.attributes()) {
                assertEquals(
                        component(resource, attribute.component()),
                        attribute.get().apply(resource));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keysDifferWhenAnIdentityComponentDiffers(Kind<? extends Resource> kind) throws ReflectiveOperationException {
        Resource resource = make(kind, Set.of());
        for (String component : kind.identity()) {
            if (!DECIDED_BY_OTHERS.contains(kind.name() + "." + component)) {
                assertNotEquals(resource.key(), make(kind, Set.of(component)).key(), component);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keysAreTheSameWhateverTheAttributes(Kind<? extends Resource> kind) throws ReflectiveOperationException {
        Set<String> attributes = names(kind);
        kind.identity().forEach(attributes::remove);
        assertEquals(make(kind, Set.of()).key(), make(kind, attributes).key());
    }

    private static Set<String> names(Kind<? extends Resource> kind) {
        Set<String> names = new HashSet<>();
        for (RecordComponent component : kind.type().getRecordComponents()) {
            names.add(component.getName());
        }
        return names;
    }

    private static @Nullable Object component(Resource resource, String name) throws ReflectiveOperationException {
        return resource.getClass().getMethod(name).invoke(resource);
    }

    /** A resource of the kind, its named components with other values than usual. */
    private static <R extends Resource> R make(Kind<R> kind, Set<String> others) throws ReflectiveOperationException {
        RecordComponent[] components = kind.type().getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(kind, components[i], others.contains(components[i].getName()));
        }
        Constructor<R> constructor = kind.type().getDeclaredConstructor(types);
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new AssertionError(kind.name() + " does not take " + Arrays.toString(values), e);
        }
    }

    private static Object value(Kind<?> kind, RecordComponent component, boolean other) {
        Class<?> type = component.getType();
        if (type == String.class) {
            boolean setting =
                    kind.name().equals("sysctl") && component.getName().equals("name");
            return setting ? (other ? "net.ipv4.b" : "net.ipv4.a") : (other ? "b" : "a");
        } else if (type == Netns.class) {
            return Netns.named(other ? "shop.b" : "shop.a");
        } else if (type == int.class || type == Integer.class) {
            return other ? 1400 : 1500;
        } else if (type == Boolean.class) {
            return other;
        } else if (type == MacAddress.class) {
            return MacAddress.parse(other ? "02:42:00:00:00:02" : "02:42:00:00:00:01");
        } else if (type == IpAddress.class) {
            return IpAddress.parse(other ? "fd00::2" : "fd00::1");
        } else if (type == NetworkPolicy.class) {
            return new NetworkPolicy(other, false, null, false);
        } else if (type == InterfaceAddress.class) {
            return InterfaceAddress.parse(other ? "10.0.0.1/16" : "10.0.0.1/24");
        } else if (type == Cidr.class) {
            return Cidr.parse(other ? "::/0" : "0.0.0.0/0");
        } else if (type == Family.class) {
            return other ? Family.V6 : Family.V4;
        } else if (type == Route.Type.class) {
            return other ? Route.Type.BLACKHOLE : Route.Type.UNICAST;
        } else if (type == List.class) {
            return List.of(other ? "b" : "a");
        } else if (type == FileLocation.class) {
            return new FileLocation("/etc", other ? "b" : "a");
        } else if (type == FlowPattern.class) {
            return new FlowPattern.With(IpAddress.parse(other ? "10.0.0.2" : "10.0.0.1"));
        } else if (type == ManagedFile.Role.class) {
            return role(kind, other);
        }
        throw new AssertionError("no sample of " + component);
    }

    private static ManagedFile.Role role(Kind<?> kind, boolean other) {
        return switch (kind.name()) {
            case "hosts" -> other ? ManagedFile.Role.RESOLV_CONF : ManagedFile.Role.HOSTS;
            case "resolv_conf" -> other ? ManagedFile.Role.ENVIRONMENT : ManagedFile.Role.RESOLV_CONF;
            default -> other ? ManagedFile.Role.HOSTS : ManagedFile.Role.ENVIRONMENT;
        };
    }
}
