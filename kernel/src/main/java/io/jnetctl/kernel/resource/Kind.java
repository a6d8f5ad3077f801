package io.jnetctl.kernel.resource;

import io.jnetctl.kernel.resource.Attribute.OnChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes a kind of resource once, for all who must not forget an attribute of it.
 *
 * @param name the word for it in plans and JSON
 * @param type its record
 * @param identity the components that make its key
 * @param attributes all other components
 * @param innate whether each exists without anybody making it, so that changing one takes nothing from anybody; its value from
 *     before is kept, and put back by a removal
 * @param marked whether the kernel keeps an {@link io.jnetctl.kernel.Owner} mark on each one, object and all
 * @param adoptable whether one that somebody else made can be marked where it stands, without losing anything of it
 * @param onReplace what its users notice when one is taken away or made anew
 */
public record Kind<R extends Resource>(
        String name,
        Class<R> type,
        List<String> identity,
        List<Attribute<R>> attributes,
        boolean innate,
        boolean marked,
        boolean adoptable,
        Disruption onReplace) {
    public Kind {
        identity = List.copyOf(identity);
        attributes = List.copyOf(attributes);
    }

    public Key key(String id) {
        return new Key(name, id);
    }

    static <R extends Resource> Builder<R> of(String name, Class<R> type) {
        return new Builder<>(name, type);
    }

    /** Collects what a kind is made of. */
    static final class Builder<R extends Resource> {
        private final String name;
        private final Class<R> type;
        private final List<Attribute<R>> attributes = new ArrayList<>();
        private List<String> identity = List.of();
        private boolean innate;
        private boolean marked;
        private boolean adoptable;
        private Disruption onReplace = Disruption.NONE;

        private Builder(String name, Class<R> type) {
            this.name = name;
            this.type = type;
        }

        Builder<R> identity(String... components) {
            identity = List.of(components);
            return this;
        }

        Builder<R> innate() {
            innate = true;
            return this;
        }

        Builder<R> marked() {
            marked = true;
            return this;
        }

        Builder<R> adoptable() {
            adoptable = true;
            return this;
        }

        Builder<R> replacing(Disruption disruption) {
            onReplace = disruption;
            return this;
        }

        Builder<R> update(
                String attribute, String component, Function<R, @Nullable Object> get, Disruption disruption) {
            attributes.add(new Attribute<>(attribute, component, get, OnChange.UPDATE, disruption));
            return this;
        }

        Builder<R> replace(String attribute, String component, Function<R, @Nullable Object> get) {
            attributes.add(new Attribute<>(attribute, component, get, OnChange.REPLACE, Disruption.LINK_FLAP));
            return this;
        }

        Kind<R> build() {
            return new Kind<>(name, type, identity, attributes, innate, marked, adoptable, onReplace);
        }
    }
}
