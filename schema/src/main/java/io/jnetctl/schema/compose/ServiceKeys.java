package io.jnetctl.schema.compose;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the keys of a service are to a manifest. */
final class ServiceKeys {
    /** Those that are read. */
    static final Set<String> HONOURED = Set.of(
            "container_name",
            "deploy",
            "dns",
            "dns_search",
            "env_file",
            "environment",
            "expose",
            "extends",
            "external_links",
            "extra_hosts",
            "hostname",
            "links",
            "mac_address",
            "net",
            "network_mode",
            "networks",
            "ports",
            "profiles",
            "scale",
            "sysctls");

    /** Those about networking that have no counterpart, with what to do. */
    static final Map<String, String> UNHONOURED = Map.of(
            "dns_opt", "resolver options stay the host's",
            "domainname", "write the full name as hostname",
            "publish_all_ports", "list the ports that are to be published");

    /** Those that have nothing to do with networking. */
    static final Set<String> IGNORED = Set.of(
            "annotations",
            "attach",
            "blkio_config",
            "build",
            "cap_add",
            "cap_drop",
            "cgroup",
            "cgroup_parent",
            "command",
            "configs",
            "cpu_count",
            "cpu_percent",
            "cpu_period",
            "cpu_quota",
            "cpu_rt_period",
            "cpu_rt_runtime",
            "cpu_shares",
            "cpus",
            "cpuset",
            "credential_spec",
            "depends_on",
            "develop",
            "device_cgroup_rules",
            "devices",
            "dockerfile",
            "entrypoint",
            "gpus",
            "group_add",
            "healthcheck",
            "image",
            "init",
            "ipc",
            "isolation",
            "label_file",
            "labels",
            "log_driver",
            "log_opt",
            "logging",
            "mem_limit",
            "mem_reservation",
            "mem_swappiness",
            "memswap_limit",
            "models",
            "oom_kill_disable",
            "oom_score_adj",
            "pid",
            "pids_limit",
            "platform",
            "post_start",
            "pre_stop",
            "privileged",
            "provider",
            "pull_policy",
            "read_only",
            "restart",
            "runtime",
            "secrets",
            "security_opt",
            "shm_size",
            "stdin_open",
            "stop_grace_period",
            "stop_signal",
            "storage_opt",
            "tmpfs",
            "tty",
            "ulimits",
            "use_api_socket",
            "user",
            "userns_mode",
            "uts",
            "volume_driver",
            "volumes",
            "volumes_from",
            "working_dir");

    private ServiceKeys() {}

    static Collection<String> known() {
        return Stream.of(HONOURED, IGNORED, UNHONOURED.keySet())
                .flatMap(Collection::stream)
                .sorted()
                .toList();
    }
}
