// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the times between time extensions tell if keys were pressed: {@code TimingVerdict FILE}. Three questions, their
 * p values corrected for being three (Bonferroni): are the two distributions alike (Kolmogorov-Smirnov, all intervals), and,
 * by the pairs of entries, are intervals as long and as regular with keys as without. The pairs find what is rare or small,
 * and do not need the intervals of one entry to be independent, which they are not: a late frame makes two odd ones.
 */
record TimingVerdict(Sample without, Sample with, double shape, double length, double spread) {
    static final int INTERVALS_MIN = 200;
    static final int PAIRS_MIN = 12; // fewer cannot give a small enough p value
    static final double P_MIN = 0.001;

    /** n, mean and standard deviation. */
    record Sample(int n, double mean, double sd) {
        static Sample of(double... values) {
            double mean = TimingVerdict.mean(values);
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new Sample(values.length, mean, Math.sqrt(squares / (values.length - 1)));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "n=%d mean=%.3f ms sd=%.3f ms", n, mean, sd);
        }
    }

    static TimingVerdict of(Collection<TimedEntry> entries) throws IOException {
        Map<Integer, List<TimedEntry>> pairs =
                entries.stream().collect(Collectors.groupingBy(TimedEntry::pair, TreeMap::new, Collectors.toList()));
        if (pairs.size() < PAIRS_MIN) {
            throw new IOException("only " + pairs.size() + " pairs of entries");
        }
        double[] all = intervals(entries);
        double usual = median(all);
        double[] length = new double[pairs.size()];
        double[] spread = new double[pairs.size()];
        int at = 0;
        for (List<TimedEntry> pair : pairs.values()) {
            if (pair.size() != 2 || pair.get(0).keys() == pair.get(1).keys()) {
                throw new IOException("no pair: " + pair);
            }
            TimedEntry with = pair.get(pair.get(0).keys() ? 0 : 1);
            TimedEntry without = pair.get(pair.get(0).keys() ? 1 : 0);
            length[at] = mean(intervals(List.of(with))) - mean(intervals(List.of(without)));
            spread[at] = spread(with, usual) - spread(without, usual);
            at++;
        }
        double[] with = intervals(entries.stream().filter(TimedEntry::keys).toList());
        double[] without =
                intervals(entries.stream().filter(entry -> !entry.keys()).toList());
        return new TimingVerdict(
                Sample.of(without),
                Sample.of(with),
                KolmogorovSmirnov.of(with, without).p(),
                PairedPermutation.p(length),
                PairedPermutation.p(spread));
    }

    private static double[] intervals(Collection<TimedEntry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.intervalsMs().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double mean(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** How far an interval is from the usual one, on average. */
    private static double spread(TimedEntry entry, double usual) {
        return entry.intervalsMs().stream()
                .mapToDouble(interval -> Math.abs(interval - usual))
                .average()
                .orElse(Double.NaN);
    }

    /** The p value of all three together. */
    double p() {
        return Math.min(1, 3 * Math.min(shape, Math.min(length, spread)));
    }

    boolean passes() {
        return without.n >= INTERVALS_MIN && with.n >= INTERVALS_MIN && p() >= P_MIN;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "without keys %s; with keys %s; p=%.4f (shape %.4f, length %.4f, spread %.4f)",
                without,
                with,
                p(),
                shape,
                length,
                spread);
    }

    public static void main(String... arguments) throws IOException {
        TimingVerdict verdict = of(TimedEntry.in(UsbmonCapture.read(Path.of(arguments[0]))));
        System.out.println(verdict);
        if (!verdict.passes()) {
            System.exit(1);
        }
    }
}
