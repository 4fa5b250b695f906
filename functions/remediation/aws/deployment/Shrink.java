import com.android.tools.r8.ClassFileConsumer;
import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.Diagnostic;
import com.android.tools.r8.DiagnosticsHandler;
import com.android.tools.r8.JdkClassFileProvider;
import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the one jar that is deployed: out of the function's jar and all that it needs, without the classes and methods that
 * no code of it can reach. Nothing is renamed or rewritten.
 *
 * @see <a href="https://r8.googlesource.com/r8">R8</a>
 */
final class Shrink {

    private Shrink() {}

    /** Arguments: the rules, the jar to write, and the jars or folders of jars that go into it. */
    public static void main(String[] args) throws IOException, CompilationFailedException {
        var command = R8Command.builder(new Talk())
                .addProguardConfigurationFiles(Path.of(args[0]))
                .setProgramConsumer(new ClassFileConsumer.ArchiveConsumer(Path.of(args[1]), true))
                .addProgramFiles(jars(args))
                .addLibraryResourceProvider(JdkClassFileProvider.fromJdkHome(Path.of(System.getProperty("java.home"))))
                .build();
        R8.run(command);
    }

    /** The libraries bring licences and manifests under the same names; the first of each stays. */
    private static final class Talk implements DiagnosticsHandler {
        @Override
        public void warning(Diagnostic warning) {
            if (!warning.getDiagnosticMessage().endsWith("already exists.")) {
                DiagnosticsHandler.super.warning(warning);
            }
        }
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
}
