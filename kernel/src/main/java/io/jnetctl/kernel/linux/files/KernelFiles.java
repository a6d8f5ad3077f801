package io.jnetctl.kernel.linux.files;

import io.jnetctl.kernel.linux.sys.Fd;
import java.util.Set;

/**
 * Files that are no storage but the kernel's own, by their file systems (linux/magic.h). They look like regular files; but what is written
 * into one takes effect on the whole host, and reading one may wait for ever. A container can have a link to one, and could not
 * itself do with it what root on the host can.
 */
final class KernelFiles {
    private static final Set<Long> FILE_SYSTEMS = Set.of(
            0x9fa0L, // PROC_SUPER_MAGIC
            0x62656572L, // SYSFS_MAGIC
            0x27e0ebL, // CGROUP_SUPER_MAGIC
            0x63677270L, // CGROUP2_SUPER_MAGIC
            0x64626720L, // DEBUGFS_MAGIC
            0x74726163L, // TRACEFS_MAGIC
            0x73636673L, // SECURITYFS_MAGIC
            0xf97cff8cL, // SELINUX_MAGIC
            0x43415d53L, // SMACK_MAGIC
            0xcafe4a11L, // BPF_FS_MAGIC
            0xde5e81e4L, // EFIVARFS_MAGIC
            0x6165676cL, // PSTOREFS_MAGIC
            0x42494e4dL, // BINFMTFS_MAGIC
            0x62656570L, // configfs, in fs/configfs/mount.c
            0x65735543L, // fusectl, in fs/fuse/control.c
            0x7655821L, // RDTGROUP_SUPER_MAGIC
            0x6e736673L); // NSFS_MAGIC

    private KernelFiles() {}

    static boolean has(Fd file) {
        return FILE_SYSTEMS.contains(file.fileSystem());
    }
}
