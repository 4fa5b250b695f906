package io.nightshift.local.cost;

import io.nightshift.cost.picture.VectorPicture;
import io.nightshift.cost.picture.VectorPicture.Ink;
import io.nightshift.cost.picture.VectorPicture.Mark;
import io.nightshift.cost.picture.VectorPicture.Point;
import io.nightshift.text.HtmlText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Renders a picture as SVG. */
final class SvgPicture {

    private SvgPicture() {}

    static String of(VectorPicture picture) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" font-family="system-ui, sans-serif" font-size="11">
                <title>%3$s</title>
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                %4$s
                </svg>
                """.formatted(
                        picture.width(),
                        picture.height(),
                        HtmlText.text(picture.title()),
                        picture.marks().stream().map(SvgPicture::mark).collect(Collectors.joining("\n")));
    }

    private static String mark(Mark mark) {
        return switch (mark) {
            case Mark.Area(var points, var ink) ->
                "<polygon points=\"%s\" fill=\"%s\"%s/>".formatted(points(points), colour(ink), opacity(ink));
            case Mark.Line(var points, var width, var ink) ->
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>"
                        .formatted(points(points), colour(ink), number(width));
            case Mark.Text(var at, var text, var toTheLeft, var ink) ->
                "<text x=\"%s\" y=\"%s\" fill=\"%s\"%s>%s</text>"
                        .formatted(
                                number(at.x()),
                                number(at.y()),
                                colour(ink),
                                toTheLeft ? " text-anchor=\"end\"" : "",
                                HtmlText.text(text));
        };
    }

    private static String points(List<Point> points) {
        return points.stream()
                .map(point -> number(point.x()) + "," + number(point.y()))
                .collect(Collectors.joining(" "));
    }

    private static String colour(Ink ink) {
        return String.format(Locale.ROOT, "#%06x", ink.rgb());
    }

    private static String opacity(Ink ink) {
        return ink.opacity() == 1 ? "" : " opacity=\"" + ink.opacity() + "\"";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
