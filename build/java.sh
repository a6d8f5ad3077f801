# Sourced by the scripts at the top: finds a JDK of 25 or newer for Maven and sets JAVA_HOME to it.
# Maven itself would do on 17, but the formatter parses with the JDK that runs Maven.

is_jdk_25() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ "${feature:-0}" -ge 25 ]
}

for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    "$(readlink -f "$(command -v javac)" | sed 's|/bin/javac$||')"; do
    if is_jdk_25 "$candidate"; then
        JAVA_HOME=$candidate
        export JAVA_HOME
        return 0
    fi
done
echo 'error: no JDK 25 or newer found: install one (for example: apt install openjdk-25-jdk-headless) or set JAVA_HOME' >&2
return 1
