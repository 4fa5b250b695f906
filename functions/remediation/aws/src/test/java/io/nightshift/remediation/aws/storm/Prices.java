package io.nightshift.remediation.aws.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table {@code bench/storm/prices.csv}. */
record Prices(Map<String, Price> all) {

    /** @param page of the price; {@code readAt}, where the number was really read */
    record Price(double dollars, double per, String unit, String page, String readAt, String date) {}

    static Prices read(Path file) throws IOException {
        var all = new LinkedHashMap<String, Price>();
        for (var line : Files.readAllLines(file)) {
            var cells = line.split(",", -1);
            if (line.startsWith("#") || line.startsWith("name,")) {
                continue;
            }
            if (cells.length != 7) {
                throw new IOException(
                        file + ": a row has name,dollars,per,unit,page,read_at,date; this one has not: " + line);
            }
            all.put(
                    cells[0],
                    new Price(
                            Double.parseDouble(cells[1]),
                            Double.parseDouble(cells[2]),
                            cells[3],
                            cells[4],
                            cells[5],
                            cells[6]));
        }
        return new Prices(all);
    }

    Price of(String name) {
        var price = all.get(name);
        if (price == null) {
            throw new IllegalArgumentException("bench/storm/prices.csv has no " + name);
        }
        return price;
    }

    double of(String name, double count) {
        return of(name).dollars() / of(name).per() * count;
    }
}
