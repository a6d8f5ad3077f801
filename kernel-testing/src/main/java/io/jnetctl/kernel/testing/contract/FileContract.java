package io.jnetctl.kernel.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jnetctl.kernel.FileLocation;
import io.jnetctl.kernel.FileRoot;
import io.jnetctl.kernel.Operation;
import io.jnetctl.kernel.Owner;
import io.jnetctl.kernel.resource.ManagedFile;
import io.jnetctl.kernel.resource.ManagedFile.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files, and blocks in them. */
public interface FileContract extends Subject {
    String HOSTS = "/etc/netns/shop.web/hosts";

    private static ManagedFile file(Role role, String... lines) {
        FileRoot root = FileRoot.ofNamed(WEB.name());
        FileLocation location = switch (role) {
            case HOSTS -> root.file("hosts");
            case RESOLV_CONF -> root.file("resolv.conf");
            case ENVIRONMENT -> new FileLocation("/run/jnetctl", "shop/web.env");
        };
        return new ManagedFile(role, location, WEB.name(), List.of(lines));
    }

    private static ManagedFile hosts(String... lines) {
        return file(Role.HOSTS, lines);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    default void anAddedFileIsObservedWithItsMark(Role role) {
        add(WEB_OWNER, file(role, "one", "two"));
        assertHas(file(role, "one", "two"), WEB_OWNER);
        refused("EEXIST", new Operation.Add(file(role, "one"), WEB_OWNER));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    default void theLinesOfAFileAreChangedInPlace(Role role) {
        add(WEB_OWNER, file(role, "one", "two"));
        assertSameObject(file(role), () -> update(file(role, "one", "two"), file(role, "three"), "lines"));
        assertHas(file(role, "three"), WEB_OWNER);
        update(file(role, "three"), file(role), "lines");
        assertHas(file(role), WEB_OWNER);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    default void theMarkOfAFileIsChangedInPlace(Role role) {
        add(WEB_OWNER, file(role, "one"));
        Owner other = new Owner(STACK, "site");
        assertSameObject(
                file(role),
                () -> done(new Operation.Update(file(role, "one"), file(role, "one"), Set.of("owner"), other)));
        assertHas(file(role, "one"), other);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    default void aChangeOfTheMarkKeepsLinesThatNobodyCaresFor(Role role) {
        add(WEB_OWNER, file(role, "one"));
        Owner other = new Owner(STACK, "site");
        ManagedFile any = new ManagedFile(role, file(role).location(), WEB.name(), null);
        done(new Operation.Update(file(role, "one"), any, Set.of("owner"), other));
        assertHas(file(role, "one"), other);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    default void aRemovedFileLeavesNothing(Role role) {
        add(WEB_OWNER, file(role, "one"));
        remove(file(role, "one"));
        assertGone(file(role));
        assertEquals(Optional.empty(), outside().readFile(file(role).location().path()));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    default void anAbsentFileIsNeitherUpdatedNorRemoved(Role role) {
        refused("ENOENT", new Operation.Remove(file(role, "one")));
        refused("ENOENT", change(file(role, "one"), file(role, "two"), "lines"));
    }

    @Test
    default void aBlockStandsBetweenCommentsThatNameItsOwner() {
        add(WEB_OWNER, hosts("10.10.0.5\tweb"));
        assertEquals(
                Optional.of("# begin jnetctl:shop/web\n10.10.0.5\tweb\n# end jnetctl:shop/web\n"),
                outside().readFile(HOSTS));
    }

    @Test
    default void anEnvironmentFileBeginsWithACommentThatNamesItsOwner() {
        add(WEB_OWNER, file(Role.ENVIRONMENT, "DB_NAME=/web/db"));
        assertEquals(
                Optional.of("# jnetctl:shop/web\nDB_NAME=/web/db\n"), outside().readFile("/run/jnetctl/shop/web.env"));
    }

    @Test
    default void textAroundABlockIsTheUsers() {
        outside().writeFile(HOSTS, "# mine\n192.0.2.1 printer\n");
        assertGone(hosts());
        add(WEB_OWNER, hosts("one"));
        String block = "# begin jnetctl:shop/web\none\n# end jnetctl:shop/web\n";
        assertEquals(
                Optional.of("# mine\n192.0.2.1 printer\n" + block), outside().readFile(HOSTS));
        outside().writeFile(HOSTS, "# mine\n" + block + "192.0.2.2 scanner  \n\n");
        update(hosts("one"), hosts("two"), "lines");
        assertEquals(
                Optional.of("# mine\n# begin jnetctl:shop/web\ntwo\n# end jnetctl:shop/web\n192.0.2.2 scanner  \n\n"),
                outside().readFile(HOSTS));
        remove(hosts("two"));
        assertEquals(Optional.of("# mine\n192.0.2.2 scanner  \n\n"), outside().readFile(HOSTS));
    }

    @Test
    default void aBlockComesOnALineOfItsOwn() {
        outside().writeFile(HOSTS, "192.0.2.1 printer");
        add(WEB_OWNER, hosts("one"));
        assertHas(hosts("one"), WEB_OWNER);
        assertEquals(
                Optional.of("192.0.2.1 printer\n# begin jnetctl:shop/web\none\n# end jnetctl:shop/web\n"),
                outside().readFile(HOSTS));
    }

    @Test
    default void aFileWithTextOfTheUsersStaysTheSameObject() {
        outside().writeFile(HOSTS, "# mine\n");
        assertSameObject(hosts(), () -> {
            add(WEB_OWNER, hosts("one"));
            remove(hosts("one"));
        });
        assertEquals(Optional.of("# mine\n"), outside().readFile(HOSTS));
    }

    @Test
    default void aForeignEnvironmentFileIsInTheWay() {
        outside().writeFile("/run/jnetctl/shop/web.env", "A=1\n");
        assertForeign(file(Role.ENVIRONMENT, "A=1"));
        refused("EEXIST", new Operation.Add(file(Role.ENVIRONMENT, "B=2"), WEB_OWNER));
    }

    @Test
    default void filesOutliveTheirNamespace() {
        add(WEB_OWNER, Subject.web(), hosts("one"));
        remove(Subject.web());
        assertHas(hosts("one"), WEB_OWNER);
    }

    @Test
    default void filesOfOtherStacksAreNotObserved() {
        ManagedFile other =
                new ManagedFile(Role.HOSTS, FileRoot.ofNamed("blog.web").file("hosts"), "blog.web", List.of("one"));
        add(new Owner("blog", "web"), other);
        assertGone(other);
    }

    @Test
    default void aBlockThatSomebodyDeletedIsGone() {
        add(WEB_OWNER, hosts("one"));
        outside().writeFile(HOSTS, "# mine\n");
        assertGone(hosts());
        add(WEB_OWNER, hosts("one"));
        assertHas(hosts("one"), WEB_OWNER);
    }

    @Test
    default void aFileThatSomebodyDeletedIsGone() {
        add(WEB_OWNER, hosts("one"));
        outside().deleteFile(HOSTS);
        assertGone(hosts());
    }

    @Test
    default void linesThatSomebodyEditedAreObserved() {
        add(WEB_OWNER, hosts("one"));
        outside().writeFile(HOSTS, "# begin jnetctl:shop/web\none\nmore\n# end jnetctl:shop/web\n");
        assertHas(hosts("one", "more"), WEB_OWNER);
    }
}
