package io.fumikura.index;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers with what they count or name, in one way of writing: 第十二条の二 and 第12条の2 are {@code 12条の2},
 * so 12条 meets neither 12項 nor 21条. Only before these units is a run of number characters surely a
 * number and not part of a word (一般, 千葉); 十分 is enough more often than ten minutes.
 */
final class Quantities {

    /** Longer ones before their beginnings. */
    private static final String UNITS =
            "条|項|号|章|節|款|目|編|回|版|部|巻|期|年(?!間)|[ヶケヵカか箇]月|月|日(?!間)|年間|日間|週間|時間|分間|秒間"
                    + "|人|円|歳|番|位|世紀|時|分|秒|km|cm|mm|m|kg|mg|g|台|本|冊|名|件|個|階|級|度|代|世|%|パーセント";

    private static final String NUMBER = KanjiNumbers.PATTERN;

    private static final Pattern COUNTED =
            Pattern.compile(
                    "(?!十分)("
                            + NUMBER
                            + ")\\s?("
                            + UNITS
                            + ")(?![A-Za-z])((?:[のノ][0-9〇一二三四五六七八九十百]+(?![0-9人円年月日時分秒件個つ%]))*)");

    private static final Pattern MONTHS = Pattern.compile("[ヶケヵカか箇]月");
    private static final Pattern LETTER_BEFORE = Pattern.compile("[A-Za-z]");

    private Quantities() {}

    static List<Term> in(String normal) {
        List<Term> terms = new ArrayList<>();
        Matcher counted = COUNTED.matcher(normal);
        while (counted.find()) {
            MatchResult found = counted.toMatchResult();
            if (!isPartOfCode(normal, found.start())) {
                add(terms, found);
            }
        }
        terms.addAll(Dates.in(normal));
        return terms;
    }

    private static boolean isPartOfCode(String normal, int start) {
        return start > 0 && LETTER_BEFORE.matcher(normal.substring(start - 1, start)).matches();
    }

    private static void add(List<Term> terms, MatchResult found) {
        StringBuilder quantity =
                new StringBuilder(KanjiNumbers.value(found.group(1))).append(unit(found.group(2)));
        for (String branch : found.group(3).split("[のノ]", -1)) {
            if (!branch.isEmpty()) {
                quantity.append('の').append(KanjiNumbers.value(branch));
            }
        }
        terms.add(Term.quantity(quantity.toString()));
    }

    /** 3年間 and 3年 are one, as are 3か月 and 3ヶ月. */
    private static String unit(String written) {
        return switch (written) {
            case "年間" -> "年";
            case "日間" -> "日";
            case "分間" -> "分";
            case "秒間" -> "秒";
            case "パーセント" -> "%";
            default -> MONTHS.matcher(written).replaceAll("か月");
        };
    }
}
