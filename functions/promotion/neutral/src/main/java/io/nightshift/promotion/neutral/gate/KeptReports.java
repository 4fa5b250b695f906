package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Problem;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reports in a folder and on web servers.
 *
 * @param folder the base of file names; no file may be outside of it
 * @param plain hosts with their ports that are called without TLS
 */
public record KeptReports(WebClient web, Path folder, Set<String> plain) implements ReportStore {

    public KeptReports {
        plain = Set.copyOf(plain);
    }

    /**
     * Only reports on web servers.
     *
     * @param noFolder why a file cannot be read, which says nothing about the image
     */
    public static ReportStore onTheWeb(WebClient web, Set<String> plain, Problem noFolder) {
        var kept = new KeptReports(web, Path.of(""), plain);
        return place -> isOnTheWeb(place) ? kept.fromWeb(place) : new Report.Missed(noFolder);
    }

    public static boolean isOnTheWeb(String place) {
        return place.startsWith("http://") || place.startsWith("https://");
    }

    @Override
    public Report fetch(String place) {
        return isOnTheWeb(place) ? fromWeb(place) : fromFile(place);
    }

    private Report fromWeb(String place) {
        URI uri;
        try {
            uri = URI.create(place);
        } catch (IllegalArgumentException e) {
            return new Report.Unreadable("its address is none");
        }
        if (uri.getHost() == null || (uri.getScheme().equals("http") && !plain.contains(uri.getAuthority()))) {
            return new Report.Unreadable("its address is not https");
        }
        var request = HttpRequest.newBuilder(uri).setHeader("Accept", "application/json");
        return switch (web.ask(request, ScanReport.LONGEST)) {
            case HttpResult.Missed(var problem) -> new Report.Missed(problem);
            case HttpResult.TooLong ignored -> tooLong();
            case HttpResult.Answered answer ->
                switch (answer.status()) {
                    case 200 -> new Report.Text(answer.body());
                    case 404, 410 -> new Report.None();
                    default ->
                        new Report.Missed(HttpRefusal.of("the server of the report, " + uri.getHost() + ",", answer));
                };
        };
    }

    /** The real path is checked: a link may lead outside. */
    private Report fromFile(String place) {
        try {
            var root = folder.toRealPath();
            var file = root.resolve(place).toRealPath();
            if (!file.startsWith(root)) {
                return new Report.Unreadable("it is outside of the folder of reports");
            }
            return Files.size(file) > ScanReport.LONGEST ? tooLong() : new Report.Text(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return new Report.None();
        } catch (IOException | InvalidPathException e) {
            return new Report.Unreadable("it cannot be opened");
        }
    }

    private static Report tooLong() {
        return new Report.Unreadable("it is longer than " + ScanReport.LONGEST + " bytes");
    }
}
