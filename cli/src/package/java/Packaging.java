import static java.lang.classfile.ClassFile.StackMapsOption.GENERATE_STACK_MAPS;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Makes a laid-out distribution start fast; the build runs it as {@code java Packaging.java FOLDER}.
 *
 * <p>Classes older than Java 6 have no stack maps, and the JVM leaves classes without them out of an ahead-of-time cache
 * (picocli's are such: 30 ms of every start). They are rewritten here as Java 8 classes with stack maps. Then the
 * launcher is run once, which makes the cache that fits the Java of the build.
 */
final class Packaging {

    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private Packaging() {}

    static void main(String[] args) throws IOException, InterruptedException {
        var distribution = Path.of(args[0]);
        modernise(jarsOf(distribution.resolve("lib")));
        var start = new ProcessBuilder(distribution.resolve("bin/jnetctl").toString(), "version");
        start.environment().put("JNETCTL_JAVA_HOME", System.getProperty("java.home"));
        var exit = start.inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("the distribution does not start: exit code " + exit);
        }
    }

    private static List<Path> jarsOf(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.jar")) {
            var jars = new ArrayList<Path>();
            files.forEach(jars::add);
            return jars;
        }
    }

    private static void modernise(List<Path> jars) throws IOException {
        var urls = new URL[jars.size()];
        for (var i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        try (var loader = new URLClassLoader(urls)) {
            var classFile = ClassFile.of(
                    GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (var jar : jars) {
                modernise(classFile, jar);
            }
        }
    }

    private static void modernise(ClassFile classFile, Path path) throws IOException {
        var modern = path.resolveSibling(path.getFileName() + ".modern");
        var changed = false;
        try (var jar = new JarFile(path.toFile());
                var out = new JarOutputStream(Files.newOutputStream(modern))) {
            for (var entry : Collections.list(jar.entries())) {
                var content = jar.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class") && majorVersion(content) < FIRST_WITH_STACK_MAPS) {
                    content = modernise(classFile, content);
                    changed = true;
                }
                var copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(content);
            }
        }
        if (changed) {
            // The loader still reads the old file, so that one must stay whole.
            Files.move(modern, path, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(modern);
        }
    }

    private static byte[] modernise(ClassFile classFile, byte[] content) {
        // Passing each method's code through a transform has it written anew, and so with stack maps.
        var rewrite = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        var version = ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0));
        var dropVersion = ClassTransform.dropping(ClassFileVersion.class::isInstance);
        return classFile.transformClass(
                classFile.parse(content), rewrite.andThen(dropVersion).andThen(version));
    }

    private static int majorVersion(byte[] content) {
        return (content[6] & 0xff) << 8 | content[7] & 0xff;
    }
}
