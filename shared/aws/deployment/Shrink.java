import com.android.tools.r8.ClassFileConsumer;
import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.Diagnostic;
import com.android.tools.r8.DiagnosticsHandler;
import com.android.tools.r8.JdkClassFileProvider;
import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import com.android.tools.r8.origin.Origin;
import com.android.tools.r8.tracereferences.TraceReferences;
import com.android.tools.r8.tracereferences.TraceReferencesCommand;
import com.android.tools.r8.tracereferences.TraceReferencesKeepRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the one jar that is deployed, out of the function's jar and its libraries. The clients of AWS's services are most of
 * the size: of them only what the rest can reach goes in, and of our classes only what the rules name or reach. Everything else
 * goes in as it is; nothing is renamed or rewritten.
 *
 * @see <a href="https://r8.googlesource.com/r8">R8</a>
 */
final class Shrink {

    private static final String SERVICES = "software/amazon/awssdk/services/";
    private static final String OURS = "io/nightshift/";
    private static final String SERVICE_LISTS = "META-INF/services/";

    private Shrink() {}

    /** Arguments: the rules, the jar to write, and the jars or folders of jars that go into it. */
    public static void main(String[] args) throws IOException, CompilationFailedException {
        var clients = new ArrayList<Path>();
        var ours = new ArrayList<Path>();
        var libraries = new ArrayList<Path>();
        for (var jar : jars(args)) {
            (contains(jar, SERVICES) ? clients : contains(jar, OURS) ? ours : libraries).add(jar);
        }
        var shrunk = Files.createTempFile("shrunk-", ".jar");
        shrink(Path.of(args[0]), clients, ours, libraries, shrunk);
        merge(ours, libraries, shrunk, Path.of(args[1]));
        Files.delete(shrunk);
    }

    private static List<Path> jars(String[] args) throws IOException {
        var jars = new ArrayList<Path>();
        for (var place : List.of(args).subList(2, args.length)) {
            try (var files = Files.walk(Path.of(place))) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return jars;
    }

    private static boolean contains(Path jar, String folder) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream().anyMatch(entry -> entry.getName().startsWith(folder));
        }
    }

    private static void shrink(Path rules, List<Path> clients, List<Path> ours, List<Path> libraries, Path shrunk)
            throws IOException, CompilationFailedException {
        var jdk = JdkClassFileProvider.fromJdkHome(Path.of(System.getProperty("java.home")));
        var reached = new StringBuilder();
        var consumer = TraceReferencesKeepRules.builder()
                .setOutputConsumer((text, handler) -> reached.append(text))
                .build();
        TraceReferences.run(TraceReferencesCommand.builder(new OfLibraries())
                .addLibraryResourceProvider(jdk)
                .addTargetFiles(clients)
                .addSourceFiles(libraries)
                .setConsumer(consumer)
                .build());
        R8.run(R8Command.builder(new OfLibraries())
                .addProguardConfigurationFiles(rules)
                .addProguardConfiguration(reached.toString().lines().toList(), Origin.unknown())
                .setProgramConsumer(new ClassFileConsumer.ArchiveConsumer(shrunk, false))
                .addProgramFiles(clients)
                .addProgramFiles(ours)
                .addLibraryFiles(libraries)
                .addLibraryResourceProvider(jdk)
                .build());
    }

    /** The libraries name optional parts that are not there, and bring licences under the same names. */
    private static final class OfLibraries implements DiagnosticsHandler {
        @Override
        public void warning(Diagnostic warning) {
            if (!warning.getDiagnosticMessage().endsWith("already exists.")) {
                DiagnosticsHandler.super.warning(warning);
            }
        }
    }

    /**
     * Lists of services under the same name become one; of other files with the same name the first goes in. Folders have
     * entries of their own: Micronaut finds the names of its beans by the folder that they are in.
     */
    private static void merge(List<Path> ours, List<Path> libraries, Path shrunk, Path output) throws IOException {
        var lists = new LinkedHashMap<String, StringBuilder>();
        try (var target = new ZipOutputStream(Files.newOutputStream(output))) {
            var written = new HashSet<String>();
            for (var jar : ours) {
                copy(jar, name -> !name.endsWith(".class"), target, written, lists);
            }
            for (var jar : libraries) {
                copy(jar, name -> true, target, written, lists);
            }
            copy(shrunk, name -> true, target, written, lists);
            for (var list : lists.entrySet()) {
                target.putNextEntry(entry(list.getKey()));
                target.write(list.getValue().toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void copy(
            Path jar,
            Predicate<String> wanted,
            ZipOutputStream target,
            Set<String> written,
            Map<String, StringBuilder> lists)
            throws IOException {
        try (var source = new ZipFile(jar.toFile())) {
            for (var entry : Collections.list(source.entries())) {
                var name = entry.getName();
                if (name.startsWith(SERVICE_LISTS) && !entry.isDirectory()) {
                    var text = new String(source.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    lists.computeIfAbsent(name, ignored -> new StringBuilder())
                            .append(text.strip())
                            .append('\n');
                } else if (!entry.isDirectory() && wanted.test(name) && written.add(name)) {
                    addFolders(name, target, written);
                    target.putNextEntry(entry(name));
                    source.getInputStream(entry).transferTo(target);
                }
            }
        }
    }

    private static void addFolders(String name, ZipOutputStream target, Set<String> written) throws IOException {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            var folder = name.substring(0, slash + 1);
            if (written.add(folder)) {
                target.putNextEntry(entry(folder));
            }
        }
    }

    /** Without the time of the build: the same sources give the same jar, byte by byte. */
    private static ZipEntry entry(String name) {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }
}
