package io.jnetctl.kernel.linux.firewall;

import io.jnetctl.inet.Family;
import io.jnetctl.kernel.linux.files.RunDirectory;
import io.jnetctl.kernel.linux.files.WholeFile;
import io.jnetctl.kernel.linux.netlink.NetlinkProtocol;
import io.jnetctl.kernel.linux.netlink.NetlinkSocket;
import io.jnetctl.kernel.linux.netns.NetnsFiles;
import io.jnetctl.kernel.linux.nftables.Nftables;
import io.jnetctl.kernel.linux.sys.ErrnoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The tables of nf_tables that are there only because something of ours was written to them: iptables-nft makes a table at its first
 * use and never deletes it. Each has a note in /run, as long as the table itself: both end with a reboot. Where iptables is of the
 * legacy make there are no such tables, and so no notes.
 */
final class MadeTables {
    private static final Path DIRECTORY = RunDirectory.own("tables");
    private static final String TEXT = "made by jnetctl, deleted when nobody uses it\n";

    private MadeTables() {}

    /**
     * Notes which tables are about to be made; before they are, so that a crash leaves none unknown.
     *
     * @param tables those that iptables did not show
     * @return the ones that are not there
     */
    static Set<String> announce(Family family, Set<String> tables) {
        Set<String> absent = new HashSet<>();
        if (!tables.isEmpty()) {
            try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
                Nftables nftables = new Nftables(socket);
                for (String table : tables) {
                    if (RuleSet.baseChains(table).isEmpty() || nftables.hasTable(family, table)) {
                        continue;
                    }
                    absent.add(table);
                    Files.createDirectories(DIRECTORY);
                    WholeFile.write(note(family, table), TEXT, 0644);
                }
            } catch (ErrnoException e) {
                // A kernel without nf_tables has no table of it that could stay.
                return Set.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return absent;
    }

    /** Drops the notes of tables that did not come to be. */
    static void confirm(Family family, Set<String> announced) {
        if (announced.isEmpty()) {
            return;
        }
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            for (String table : announced) {
                if (!new Nftables(socket).hasTable(family, table)) {
                    drop(note(family, table));
                }
            }
        }
    }

    /** Deletes those that nobody uses any more. */
    static void deleteUnused() {
        if (!Files.isDirectory(DIRECTORY)) {
            return;
        }
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkProtocol.NETFILTER)) {
            for (Family family : Family.values()) {
                String prefix = prefix(family);
                for (String name : NetnsFiles.names(DIRECTORY)) {
                    String table = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
                    Set<String> baseChains = RuleSet.baseChains(table);
                    if (!baseChains.isEmpty() && new Nftables(socket).deleteUnused(family, table, baseChains)) {
                        drop(note(family, table));
                    }
                }
            }
        } catch (ErrnoException e) {
            // The rules are as they were asked for; an empty table does no harm, and its note is there for the next
            // time.
        }
    }

    private static Path note(Family family, String table) {
        return DIRECTORY.resolve(prefix(family) + table);
    }

    private static String prefix(Family family) {
        return FirewallTools.command(family) + ".";
    }

    private static void drop(Path note) {
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunDirectory.prune(DIRECTORY);
    }
}
