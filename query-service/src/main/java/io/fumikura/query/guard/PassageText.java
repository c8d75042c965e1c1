package io.fumikura.query.guard;

import java.util.regex.Pattern;

/**
 * Text of others as it may stand in a prompt. The tags that mark passages and conversations, and
 * the marks by which chat templates tell who speaks, lose their first character to its full-width
 * twin: a reader sees the same, a model no longer sees a mark.
 */
public final class PassageText {
    private static final Pattern TAG =
            Pattern.compile(
                    "<(?=\\s*/?\\s*(?:passage|question|conversation|think|system|user|assistant|tool))",
                    Pattern.CASE_INSENSITIVE);

    /** ChatML and Llama: {@code <|im_end|>}, {@code [INST]}, {@code <<SYS>>}, {@code <s>}. */
    private static final Pattern TEMPLATE_ANGLE = Pattern.compile("<(?=\\||<SYS|/?s>)");

    private static final Pattern TEMPLATE_SQUARE = Pattern.compile("\\[(?=/?INST\\])");

    /** Switches thinking on in Qwen's template, wherever it stands. */
    private static final Pattern SWITCH = Pattern.compile("(?<![<＜])/(?=(?:no_)?think\\b)");

    private PassageText() {}

    public static String defused(String text) {
        String plain = TAG.matcher(text).replaceAll("＜");
        plain = TEMPLATE_ANGLE.matcher(plain).replaceAll("＜");
        plain = TEMPLATE_SQUARE.matcher(plain).replaceAll("［");
        return SWITCH.matcher(plain).replaceAll("／");
    }
}
