import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One start.
 *
 * @param millis from the start of the process to its first answer
 * @param cpuMillis what it computed until then, on all cores; less noisy on a busy machine
 * @param megabytes the peak of its resident set until then
 */
record Measured(double millis, double cpuMillis, double megabytes) {

    /** The kernel counts CPU time in hundredths of a second for every program ({@code USER_HZ}). */
    private static final double TICK_MILLIS = 10;

    static Measured now(Process process, long begin) throws IOException {
        double millis = (System.nanoTime() - begin) / 1e6;
        return new Measured(millis, cpu(process.pid()), peak(process.pid()));
    }

    static double median(List<Measured> all, ToDoubleFunction<Measured> what) {
        var sorted = all.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double cpu(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MILLIS;
    }

    private static double peak(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
