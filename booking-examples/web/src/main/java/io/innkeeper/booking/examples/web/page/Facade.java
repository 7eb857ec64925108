package io.innkeeper.booking.examples.web.page;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** The front of a hotel in the evening, as SVG: more stars, more floors. */
final class Facade {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;
    private static final int GROUND = 176;
    private static final String[][] SKIES = {
        {"#1d2b53", "#f2a65a"},
        {"#27345e", "#e07a5f"},
        {"#30405f", "#f4d58d"},
        {"#203a43", "#8fb8a8"},
        {"#3b2e5a", "#f7b2ad"}
    };
    private static final String[] WALLS = {"#e9d8c3", "#d9b99b", "#c9ada7", "#b7c4b1", "#d6d2c4", "#c08a6a"};
    private static final String[] ROOFS = {"#5b3a29", "#6d4c5b", "#3d4b53", "#7a3b2e", "#44543c"};

    private final Random dice;
    private final int stars;
    private final StringBuilder svg = new StringBuilder();

    Facade(UUID hotel, int stars) {
        this.dice = new Random(hotel.getLeastSignificantBits() ^ hotel.getMostSignificantBits());
        this.stars = stars;
    }

    String svg() {
        String[] sky = SKIES[dice.nextInt(SKIES.length)];
        add("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'>", WIDTH, HEIGHT);
        add("<defs><linearGradient id='sky' x1='0' y1='0' x2='0' y2='1'>");
        add("<stop offset='0' stop-color='%s'/><stop offset='1' stop-color='%s'/>", sky[0], sky[1]);
        add("</linearGradient></defs><rect width='%d' height='%d' fill='url(#sky)'/>", WIDTH, HEIGHT);
        add(
                "<circle cx='%d' cy='%d' r='13' fill='#fff3d6' opacity='.85'/>",
                24 + dice.nextInt(272), 24 + dice.nextInt(20));
        hills();
        house();
        add("<rect y='%d' width='%d' height='%d' fill='#2f3b34'/></svg>", GROUND, WIDTH, HEIGHT - GROUND);
        return svg.toString();
    }

    private void hills() {
        for (int i = 0; i < 3; i++) {
            add(
                    "<ellipse cx='%d' cy='%d' rx='%d' ry='%d' fill='#223030' opacity='.35'/>",
                    dice.nextInt(WIDTH), GROUND, 80 + dice.nextInt(80), 24 + dice.nextInt(36));
        }
    }

    private void house() {
        int floors = 2 + Math.max(stars, 1) / 2 + dice.nextInt(2);
        int columns = 4 + dice.nextInt(3) + stars / 3;
        int width = columns * 26 + 18;
        int height = floors * 26 + 14;
        int left = (WIDTH - width) / 2;
        int top = GROUND - height;
        roof(left, top, width);
        add("<rect x='%d' y='%d' width='%d' height='%d' fill='%s'/>", left, top, width, height, pick(WALLS));
        for (int floor = 0; floor < floors; floor++) {
            for (int column = 0; column < columns; column++) {
                boolean isDoor = floor == floors - 1 && column == columns / 2;
                int x = left + 14 + column * 26;
                int y = top + 10 + floor * 26;
                if (isDoor) {
                    add("<rect x='%d' y='%d' width='16' height='%d' rx='2' fill='#4a2f22'/>", x, y, GROUND - y);
                } else {
                    String light = dice.nextInt(3) == 0 ? "#46545e" : "#ffe2a0";
                    add("<rect x='%d' y='%d' width='14' height='16' rx='1.5' fill='%s'/>", x, y, light);
                }
            }
        }
    }

    private void roof(int left, int top, int width) {
        String color = pick(ROOFS);
        int right = left + width;
        if (dice.nextBoolean()) {
            int peak = left + width / 2;
            add("<path d='M%d %d L%d %d L%d %d Z' fill='%s'/>", left - 8, top, peak, top - 26, right + 8, top, color);
        } else {
            add(
                    "<path d='M%d %d L%d %d L%d %d L%d %d Z' fill='%s'/>",
                    left - 8, top, left + 12, top - 18, right - 12, top - 18, right + 8, top, color);
        }
    }

    private String pick(String[] colors) {
        return colors[dice.nextInt(colors.length)];
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
