import java.io.IOException;
import java.util.List;

/** What a platform does for a function: gives it the first event, and is given the answer. */
interface Host {

    /** Makes ready for one more start. */
    void prepare() throws IOException;

    /** Starts the function with an event waiting for it. */
    Process start(List<String> command) throws IOException;

    /** Waits for the first answer and checks that it is the right one, by one look into the ledger. */
    void awaitAnswer(Process process) throws Exception;

    /** The function that it runs. */
    Deployed deployed();

    /** What the JVM is given besides its options. */
    List<String> program() throws IOException;
}
