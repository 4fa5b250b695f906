import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a platform does for a function: gives it the first event, and is given the answer. */
interface Host {

    /** Makes ready for one more start. */
    void prepare() throws IOException;

    /** Starts the function with an event waiting for it. */
    Process start(List<String> command) throws IOException;

    /** Waits for the first answer and checks that it is the right one, by one look into the ledger. */
    void awaitAnswer(Process process) throws Exception;

    /** Where this function was packaged, and where its AOT cache and its log go. */
    Path function();

    /** What the JVM is given besides its options. */
    List<String> program() throws IOException;

    /** The size of what is deployed, in bytes. */
    long size() throws IOException;
}
