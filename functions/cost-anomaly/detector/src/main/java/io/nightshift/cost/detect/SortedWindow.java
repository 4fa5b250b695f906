package io.nightshift.cost.detect;

import java.util.Arrays;

/** The last values of a sequence, sorted, so that their median and their median absolute deviation are quick to compute. */
final class SortedWindow {

    private static final double NORMAL_MAD = 1.4826;

    private final float[] inOrder;
    private final float[] sorted;
    private int size;
    private int next;

    SortedWindow(int capacity) {
        inOrder = new float[capacity];
        sorted = new float[capacity];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        next = 0;
    }

    void add(double value) {
        float added = (float) value;
        if (size == inOrder.length) {
            int at = Arrays.binarySearch(sorted, 0, size, inOrder[next]);
            System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
            size--;
        }
        int found = Arrays.binarySearch(sorted, 0, size, added);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = added;
        size++;
        inOrder[next] = added;
        next = (next + 1) % inOrder.length;
    }

    double median() {
        return size == 0 ? 0 : (sorted[size / 2] + sorted[(size - 1) / 2]) / 2.0;
    }

    /** The median absolute deviation from the median, as the standard deviation of a normal sample. */
    double deviation() {
        double median = median();
        int low = 0;
        int high = size - 1;
        double distance = 0;
        // Takes the farthest value away from either end until half of them are left.
        for (int left = size; left > size / 2; left--) {
            double below = median - sorted[low];
            double above = sorted[high] - median;
            distance = Math.max(below, above);
            if (below >= above) {
                low++;
            } else {
                high--;
            }
        }
        return NORMAL_MAD * distance;
    }
}
