package org.visioncourse.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Several pictures as one. */
public final class Figure {
    private Figure() {}

    /**
     * Puts panels beside one another on white, aligned at the top: the loss left and the accuracy right, say.
     *
     * @throws IllegalArgumentException if there is no panel
     */
    public static BufferedImage row(BufferedImage... panels) {
        if (panels.length == 0) {
            throw new IllegalArgumentException("a row needs a panel");
        }
        int width = 0;
        int height = 0;
        for (BufferedImage panel : panels) {
            width += panel.getWidth();
            height = Math.max(height, panel.getHeight());
        }
        BufferedImage figure = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = figure.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        int x = 0;
        for (BufferedImage panel : panels) {
            graphics.drawImage(panel, x, 0, null);
            x += panel.getWidth();
        }
        graphics.dispose();
        return figure;
    }
}
