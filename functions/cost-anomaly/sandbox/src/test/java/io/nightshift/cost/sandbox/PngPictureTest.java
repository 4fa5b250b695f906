package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.detect.SeriesAnomaly;
import io.nightshift.cost.detect.SeriesKey;
import io.nightshift.cost.explain.DayBand;
import io.nightshift.cost.picture.AnomalyPicture;
import io.nightshift.cost.picture.VectorPicture;
import io.nightshift.cost.runtime.PngPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngPictureTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
    private static final int DAYS = 60;

    static VectorPicture picture() {
        var costs = new double[DAYS];
        Arrays.setAll(costs, day -> day < 55 ? 40 + day % 7 : 140);
        costs[20] = Double.NaN;
        var start = FIRST.plusDays(55);
        var report = new AnomalyReport(
                "a1",
                "shift",
                new SeriesKey("AWS", "111122223333", "Amazon EC2 <&> größer", "eu-west-1", "USD"),
                start,
                FIRST.plusDays(59),
                start,
                BigDecimal.valueOf(215),
                BigDecimal.valueOf(700),
                SeriesAnomaly.Severity.HIGH,
                false,
                false,
                start);
        return AnomalyPicture.of(report, DayBand.of(FIRST, costs, start, FIRST)).orElseThrow();
    }

    @Test
    void showsTheCostTheBandAndTheAnomaly() throws IOException {
        var bytes = PngPicture.of(picture());
        var image = ImageIO.read(new ByteArrayInputStream(bytes));
        assertThat(image.getWidth()).isEqualTo(1440);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(bytes.length).isBetween(3_000, 60_000);
        assertThat(count(image, 0x1c2430)).as("the cost, and letters").isGreaterThan(1_000);
        assertThat(count(image, 0xf5dfdd)).as("the days of the anomaly").isGreaterThan(5_000);
        assertThat(count(image, 0xffffff)).isGreaterThan(200_000);
    }

    private static long count(BufferedImage image, int rgb) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(pixel -> near(pixel, rgb))
                .count();
    }

    private static boolean near(int one, int other) {
        return List.of(0, 8, 16).stream()
                .allMatch(shift -> Math.abs((one >> shift & 255) - (other >> shift & 255)) < 6);
    }

    /** As in the images that run functions: no display, and a font configuration that names no font. */
    @Test
    void needsNeitherADisplayNorAFont(@TempDir Path folder) throws Exception {
        var none = Files.createFile(folder.resolve("fontconfig.properties"));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Dsun.awt.fontconfig=" + none,
                        "-Djava.io.tmpdir=/nonexistent",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Drawing.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("FONTCONFIG_FILE", none.toString());
        builder.environment().remove("DISPLAY");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).contains("bytes of PNG");
        assertThat(process.exitValue()).isZero();
    }

    /** The other JVM. */
    static final class Drawing {

        private Drawing() {}

        public static void main(String[] args) {
            System.out.println(PngPicture.of(picture()).length + " bytes of PNG");
        }
    }
}
