package io.fumikura.index;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in one way of writing, whatever the calendar: 令和5年4月1日, R5.4.1, 2023年4月1日, 2023/4/1 and
 * 2023-04-01 all give {@code 2023-04-01}, its month and its year. A day without a year is {@code
 * 4月1日}: its numbers alone would also be those of 1月4日.
 */
final class Dates {

    /** The year before the first of each era. */
    private static final Map<String, Integer> ERAS =
            Map.of(
                    "明治", 1867, "大正", 1911, "昭和", 1925, "平成", 1988, "令和", 2018, //
                    "M", 1867, "T", 1911, "S", 1925, "H", 1988, "R", 2018);

    private static final String NUMBER = "([0-9]{1,2}|[〇一二三四五六七八九十]{1,3})";

    private static final Pattern WRITTEN =
            Pattern.compile(
                    "(?:(明治|大正|昭和|平成|令和)\\s?(元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})|(?<![0-9])([12][0-9]{3})"
                            + "|([一二][〇一二三四五六七八九]{3}|[一二]?千[〇一二三四五六七八九十百]{0,6}))\\s?年(?:度|\\s?"
                            + NUMBER
                            + "\\s?月(?:\\s?"
                            + NUMBER
                            + "\\s?日)?)?");

    private static final Pattern SHORT =
            Pattern.compile(
                    "(?<![A-Za-z0-9./-])(?:([MTSHR])\\.?([0-9]{1,2})|([12][0-9]{3}))"
                            + "([-./])([0-9]{1,2})\\4([0-9]{1,2})(?![0-9A-Za-z]|[-./][0-9])");

    private static final Pattern DAY = Pattern.compile(NUMBER + "\\s?月\\s?" + NUMBER + "\\s?日");

    private Dates() {}

    static List<Term> in(String normal) {
        List<Term> terms = new ArrayList<>();
        Matcher written = WRITTEN.matcher(normal);
        while (written.find()) {
            addWritten(terms, written);
        }
        Matcher shorter = SHORT.matcher(normal);
        while (shorter.find()) {
            int year = year(shorter.group(1), shorter.group(2), shorter.group(3));
            if (addDay(terms, year, shorter.group(5), shorter.group(6))) {
                addYear(terms, year);
                terms.add(Term.quantity(day(shorter.group(5), shorter.group(6))));
            }
        }
        Matcher day = DAY.matcher(normal);
        while (day.find()) {
            terms.add(Term.quantity(day(day.group(1), day.group(2))));
        }
        return terms;
    }

    private static void addWritten(List<Term> terms, Matcher found) {
        boolean western = found.group(3) != null;
        int year = year(found.group(1), found.group(2), western ? found.group(3) : found.group(4));
        if (found.group(1) != null) {
            // A western year is a word and a quantity already.
            addYear(terms, year);
        }
        if (found.group(6) != null) {
            addDay(terms, year, found.group(5), found.group(6));
        } else if (found.group(5) != null) {
            addMonth(terms, year, number(found.group(5)));
        }
    }

    private static int year(String era, String yearOfEra, String western) {
        if (era == null) {
            return number(western);
        }
        return ERAS.getOrDefault(era, 0) + (yearOfEra.equals("元") ? 1 : number(yearOfEra));
    }

    private static void addYear(List<Term> terms, int year) {
        terms.add(Term.word(Integer.toString(year)));
        terms.add(Term.quantity(year + "年"));
    }

    private static void addMonth(List<Term> terms, int year, int month) {
        terms.add(Term.quantity("%d-%02d".formatted(year, month)));
    }

    /** False when there is no such day: then it was something else, such as a version. */
    private static boolean addDay(List<Term> terms, int year, String month, String day) {
        try {
            LocalDate date = LocalDate.of(year, number(month), number(day));
            terms.add(Term.quantity(date.toString()));
            addMonth(terms, year, date.getMonthValue());
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String day(String month, String day) {
        return number(month) + "月" + number(day) + "日";
    }

    private static int number(String written) {
        return Integer.parseInt(KanjiNumbers.value(written));
    }
}
