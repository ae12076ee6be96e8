package org.visioncourse.data;

/** The colours of a generated landscape in the sun, with blue air before what is far. */
final class Daylight {

    private static final double[] SUNLIGHT = {1.5, 1.32, 1.08};
    private static final double[] SKYLIGHT = {0.27, 0.36, 0.52};
    private static final double[] AIR = {0.53, 0.67, 0.86};
    private static final double[] ZENITH = {0.08, 0.22, 0.56};
    private static final double[] LOW_SKY = {0.62, 0.76, 0.92};
    private static final double[] SNOW = {0.86, 0.88, 0.92};
    private static final double[] ROCK = {0.17, 0.15, 0.14};
    private static final double[] PALE_ROCK = {0.32, 0.29, 0.26};
    private static final double[] FOREST = {0.035, 0.065, 0.032};
    private static final double[] PASTURE = {0.17, 0.23, 0.06};
    private static final double[] DEEP = {0.015, 0.06, 0.085};

    private final Terrain terrain;

    Daylight(Terrain terrain) {
        this.terrain = terrain;
    }

    /** The sky, x to the right of the middle and so far above the horizon, in heights of the picture. */
    int sky(double x, double above) {
        double up = Math.max(0, above);
        double[] colour = mix(LOW_SKY, ZENITH, Math.pow(Math.min(1, up / 0.62), 0.75));
        double depth = 1 / (up + 0.16); // clouds lie in a plane: those lower in the picture are farther away
        double cloud = cloud(x * depth, depth);
        double edge = cloud - cloud(x * depth - 0.16, depth - 0.1); // lighter on the side of the sun
        double share = Terrain.eased((cloud - 0.41) * 3.2) * 0.94;
        double bright = Math.max(0.55, Math.min(1.05, 0.86 + 1.5 * edge - 0.35 * (cloud - 0.5)));
        return packed(mix(colour, new double[] {bright, bright, Math.min(1.05, bright * 0.98 + 0.05)}, share));
    }

    private double cloud(double x, double y) {
        double bend = terrain.noise(x * 0.9 + 40, y * 0.9);
        double sum = 0;
        double strength = 0.5;
        double scale = 0.95;
        for (int i = 0; i < 6; i++) {
            sum += strength * terrain.noise((x + bend) * scale + 9 * i, (y * 1.25 + bend) * scale);
            strength *= 0.5;
            scale *= 2.1;
        }
        return sum;
    }

    /** @param step the distance over which the slope is taken: about a pixel's */
    int land(double x, double z, double height, double step) {
        double[] normal = terrain.normal(x, z, height, step);
        double sun = terrain.sun(normal, x, z, height);
        double sky = 0.35 + 0.65 * normal[1];
        double[] albedo = albedo(x, z, height, normal[1]);
        double far = 1 - Math.exp(-Math.max(0, z - 3) / (17 + 7 * height));
        double[] colour = new double[3];
        for (int c = 0; c < 3; c++) {
            double lit = albedo[c] * (SUNLIGHT[c] * sun + SKYLIGHT[c] * sky);
            colour[c] = lit + far * (AIR[c] * 0.85 - lit);
        }
        return packed(colour);
    }

    private double[] albedo(double x, double z, double height, double steep) {
        double rough = terrain.noise(x * 9, z * 9);
        double patch = terrain.noise(x * 1.7 + 30, z * 1.7);
        double[] rock = mix(ROCK, PALE_ROCK, 0.6 * rough + 0.4 * terrain.noise(x * 3, height * 16));
        double[] green = mix(FOREST, PASTURE, Terrain.eased((patch - 0.5) * 6) * (1 - Terrain.eased(height - 0.6)));
        double bare = Terrain.eased((height + 0.7 * patch + 0.3 * rough - 1.35) / 0.5);
        double snow = Terrain.eased((height + 0.9 * patch - 1.75) / 0.7)
                * Terrain.eased((steep + 0.22 * rough + 0.09 * height - 0.66) / 0.14);
        return mix(mix(green, rock, bare), SNOW, snow);
    }

    /** What the lake shows where it mirrors a colour. */
    int water(int mirrored, double z, double x, double wave) {
        double deep = Math.min(0.75, 0.12 + 0.42 / (0.5 + z)) + 0.1 * wave;
        double breeze =
                Terrain.eased((terrain.noise(x * 0.5 + 11, z * 3) - 0.62) * 6) * Terrain.eased((z - 1) / 2) * 0.2;
        double[] colour = new double[3];
        for (int c = 0; c < 3; c++) {
            double value = (mirrored >> (16 - 8 * c) & 0xff) / 255.0;
            colour[c] = value * value * 0.9;
        }
        return packed(mix(mix(colour, DEEP, deep), AIR, breeze));
    }

    /** A colour of linear light as a pixel; what is brighter than white turns white softly. */
    private static int packed(double[] colour) {
        int pixel = 0;
        for (int c = 0; c < 3; c++) {
            double value = Math.max(0, colour[c]);
            double soft = value < 0.7 ? value : 1 - 0.3 * Math.exp(-(value - 0.7) / 0.3);
            pixel = pixel << 8 | (int) Math.round(255 * Math.sqrt(soft));
        }
        return pixel;
    }

    private static double[] mix(double[] first, double[] second, double share) {
        double part = Math.max(0, Math.min(1, share));
        double[] mixed = new double[3];
        for (int c = 0; c < 3; c++) {
            mixed[c] = first[c] + part * (second[c] - first[c]);
        }
        return mixed;
    }
}
