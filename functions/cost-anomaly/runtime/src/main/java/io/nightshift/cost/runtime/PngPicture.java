package io.nightshift.cost.runtime;

import io.nightshift.cost.picture.VectorPicture;
import io.nightshift.cost.picture.VectorPicture.Ink;
import io.nightshift.cost.picture.VectorPicture.Mark;
import io.nightshift.cost.picture.VectorPicture.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Renders a picture as PNG, for chats and mails, at twice its size. It uses no font: the images that run functions have none, and
 * without one the JDK fails at the first letter.
 */
public final class PngPicture {

    private static final int SCALE = 2;
    private static final int OPAQUE = 255;

    private PngPicture() {}

    public static byte[] of(VectorPicture picture) {
        var image = new BufferedImage(picture.width() * SCALE, picture.height() * SCALE, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(SCALE, SCALE);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            picture.marks().forEach(mark -> draw(graphics, mark));
        } finally {
            graphics.dispose();
        }
        return bytes(image);
    }

    private static byte[] bytes(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            // Without the cache on a disk: a function's disk may be read-only.
            ImageIO.setUseCache(false);
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("this JVM writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void draw(Graphics2D graphics, Mark mark) {
        graphics.setColor(colour(mark.ink()));
        switch (mark) {
            case Mark.Area(var points, var ink) -> graphics.fill(path(points, true));
            case Mark.Line(var points, var width, var ink) -> {
                graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                graphics.draw(path(points, false));
            }
            case Mark.Text text -> text(graphics, text);
        }
    }

    private static Color colour(Ink ink) {
        return new Color(ink.rgb() | (int) Math.round(ink.opacity() * OPAQUE) << 24, true);
    }

    private static Path2D path(List<Point> points, boolean closed) {
        var path = new Path2D.Double();
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            if (i == 0) {
                path.moveTo(point.x(), point.y());
            } else {
                path.lineTo(point.x(), point.y());
            }
        }
        if (closed && !points.isEmpty()) {
            path.closePath();
        }
        return path;
    }

    /** Dot by dot. */
    private static void text(Graphics2D graphics, Mark.Text text) {
        int width = DotFont.WIDTH * text.text().length();
        int x = (int) Math.round(text.at().x()) - (text.toTheLeft() ? width : 0);
        int y = (int) Math.round(text.at().y()) - DotFont.BASE;
        for (int i = 0; i < text.text().length(); i++) {
            int left = x + i * DotFont.WIDTH;
            DotFont.dots(text.text().charAt(i), (column, row) -> graphics.fillRect(left + column, y + row, 1, 1));
        }
    }
}
