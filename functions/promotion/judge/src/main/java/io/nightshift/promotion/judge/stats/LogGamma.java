package io.nightshift.promotion.judge.stats;

/** The logarithm of the gamma function. */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the source
final class LogGamma {

    /** Coefficients of Lanczos for g = 7, n = 9 (Godfrey); good to 15 digits. */
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private static final double G = 7;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    private LogGamma() {}

    /** @param x at least 0.5 */
    static double of(double x) {
        double z = x - 1;
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (z + i);
        }
        double t = z + G + 0.5;
        return HALF_LOG_TWO_PI + (z + 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
