package io.nightshift.local.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much time went by since it was made: on the clock, and of all processors together. The latter counts the compiler's and
 * the garbage collector's work too, and what else runs on the machine hardly changes it.
 */
final class Meter {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long clock = System.nanoTime();
    private final long cpu = PROCESS.getProcessCpuTime();

    double seconds() {
        return (System.nanoTime() - clock) / 1e9;
    }

    double cpuSeconds() {
        return (PROCESS.getProcessCpuTime() - cpu) / 1e9;
    }

    /** What is in use after a collection, in bytes. */
    static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
