package io.nightshift.sandbox.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads one input and measures the cost for this thread: CPU time, so that a busy machine does not matter, and allocated
 * bytes, including those that were freed in between.
 */
public final class CostMeter {

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * @param result absent if something was thrown
     * @param thrown the exception; also an error of the virtual machine
     */
    public record Reading<T>(Optional<T> result, Optional<Throwable> thrown, long nanos, long bytes) {}

    public <T> Reading<T> read(Supplier<T> reader) {
        long nanos = thread.getCurrentThreadCpuTime();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        Optional<T> result = Optional.empty();
        Optional<Throwable> thrown = Optional.empty();
        try {
            result = Optional.of(reader.get());
        } catch (Throwable e) {
            thrown = Optional.of(e);
        }
        return new Reading<>(
                result,
                thrown,
                thread.getCurrentThreadCpuTime() - nanos,
                thread.getCurrentThreadAllocatedBytes() - bytes);
    }
}
